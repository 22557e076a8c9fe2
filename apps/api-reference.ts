/** `/api/openapi.json`, and a page to read and try it at `/api/docs`. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { FastifyInstance } from 'fastify'
import type { Contract } from '#platform/contract.ts'
import { openApi } from '#platform/openapi.ts'

const require = createRequire(import.meta.url)
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'"

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>API reference</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <script type="module" src="/api/docs/rapidoc.js"></script>
  </head>
  <body>
    <rapi-doc spec-url="/api/openapi.json" render-style="read" theme="light" primary-color="#2f6f62" show-header="false"
      load-fonts="false" allow-spec-url-load="false" allow-spec-file-load="false" persist-auth="false" sort-tags="false"></rapi-doc>
  </body>
</html>
`

export const apiReference =
  ({ contracts }: { contracts: Contract[]; is_production: boolean }) =>
  async (app: FastifyInstance) => {
    const document = Buffer.from(JSON.stringify(openApi(contracts, { prefix: '/api', version: '1' })))
    const script = await readFile(require.resolve('rapidoc/dist/rapidoc-min.js'))
    app.get('/api/openapi.json', async (_request, reply) => reply.header('content-type', 'application/json; charset=utf-8').send(document))
    app.get('/api/docs', async (_request, reply) =>
      reply.header('content-security-policy', POLICY).header('content-type', 'text/html; charset=utf-8').send(PAGE),
    )
    app.get('/api/docs/rapidoc.js', async (_request, reply) =>
      reply.header('content-type', 'text/javascript; charset=utf-8').header('cache-control', 'public, max-age=86400').send(script),
    )
  }
