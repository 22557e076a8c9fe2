/** The built files of the storefront: few and small, so they are kept in memory, as they are and compressed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { Value } from 'typebox/value'
import { t } from '#platform/contract.ts'

export type Assets = { url(name: string): string; files: Map<string, AssetFile> }
type AssetFile = { type: string; plain: Buffer; br: Buffer | undefined; gz: Buffer | undefined }

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/speculationrules+json',
}
const Manifest = t.Record(t.String(), t.String())

/** Reads what tools/build-faces.ts made. @throws when nothing has been built */
export const readAssets = (folder = join(import.meta.dirname, 'dist')): Assets => {
  const path = join(folder, 'manifest.json')
  if (!existsSync(path)) throw new Error('The storefront is not built yet. Build it with: node tools/build-faces.ts')
  const manifest = Value.Parse(Manifest, JSON.parse(readFileSync(path, 'utf8')))
  const optional = (file: string) => (existsSync(file) ? readFileSync(file) : undefined)
  const files = new Map<string, AssetFile>()
  for (const name of readdirSync(folder)) {
    const type = TYPES[extname(name)]
    const file = join(folder, name)
    if (type && name !== 'manifest.json')
      files.set(name, { type, plain: readFileSync(file), br: optional(`${file}.br`), gz: optional(`${file}.gz`) })
  }
  return {
    files,
    url: (name) => {
      const built = manifest[name]
      if (built === undefined) throw new Error(`The storefront has no built file ${name}. Build it again with: node tools/build-faces.ts`)
      return `/assets/${built}`
    },
  }
}

/** A name holds a hash of its content, so browsers may keep a file for good. */
export const assetRoutes = (app: FastifyInstance, { files, url }: Assets): void => {
  app.get<{ Params: { name: string } }>('/assets/:name', async (request, reply) => {
    const file = files.get(request.params.name)
    reply.header('cache-control', file ? 'public, max-age=31536000, immutable' : 'no-cache')
    if (!file) return reply.code(404).type('text/plain; charset=utf-8').send('There is no such file.')
    const accepted = request.headers['accept-encoding'] ?? ''
    const encoding = file.br && /\bbr\b/.test(accepted) ? 'br' : file.gz && /\bgzip\b/.test(accepted) ? 'gz' : 'plain'
    if (encoding !== 'plain') reply.header('content-encoding', encoding === 'gz' ? 'gzip' : 'br')
    return reply.header('vary', 'Accept-Encoding').type(file.type).send(file[encoding])
  })
  // Browsers ask for these at fixed places whatever a page says.
  app.get('/favicon.ico', (_request, reply) => reply.redirect(url('icon-32.png'), 302))
  app.get('/apple-touch-icon.png', (_request, reply) => reply.redirect(url('icon-180.png'), 302))
}
