/** `/api/openapi.json`, and a page to read and try it at `/api/docs`. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { FastifyInstance } from 'fastify'
import type { Contract } from '#platform/contract.ts'
import { openApi } from '#platform/openapi.ts'

const require = createRequire(import.meta.url)
/** Swagger UI writes style attributes and has its icons as data; it needs no inline script. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'"

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>API reference</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="/api/docs/swagger-ui.css">
    <script defer src="/api/docs/swagger-ui-bundle.js"></script>
    <script defer src="/api/docs/open.js"></script>
  </head>
  <body><main id="reference"></main></body>
</html>
`
const OPEN = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#reference', deepLinking: true, docExpansion: 'none', tryItOutEnabled: true, validatorUrl: null })\n`

/** The document is made once: contracts do not change while a shop runs. */
export const apiReference =
  ({ contracts }: { contracts: Contract[] }) =>
  async (app: FastifyInstance) => {
    const document = Buffer.from(JSON.stringify(openApi(contracts, { prefix: '/api', version: '1' })))
    const ship = (path: string, type: string, body: string | Buffer) =>
      app.get(path, async (_request, reply) =>
        reply
          .header('content-type', `${type}; charset=utf-8`)
          .header('cache-control', 'public, max-age=3600')
          .header('content-security-policy', POLICY)
          .send(body),
      )
    ship('/api/openapi.json', 'application/json', document)
    ship('/api/docs', 'text/html', PAGE)
    ship('/api/docs/open.js', 'text/javascript', OPEN)
    ship('/api/docs/swagger-ui.css', 'text/css', await readFile(require.resolve('swagger-ui-dist/swagger-ui.css')))
    ship('/api/docs/swagger-ui-bundle.js', 'text/javascript', await readFile(require.resolve('swagger-ui-dist/swagger-ui-bundle.js')))
  }
