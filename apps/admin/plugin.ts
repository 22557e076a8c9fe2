/** Serves the built admin: a static single-page app under `/admin/`. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.html': 'text/html; charset=utf-8',
  '.woff2': 'font/woff2',
}

/** Mantine sets `style` attributes, hence `unsafe-inline` for styles; no page has an inline script. Mails are shown in a sandboxed frame. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

type Kept = { type: string; etag: string; plain: Buffer; br?: Buffer; gzip?: Buffer }

/** `/admin/assets/*` never changes under its name; every other address below `/admin` is the app itself, which reads the address. */
export const admin = async (app: FastifyInstance, { folder = join(import.meta.dirname, 'dist') }: { folder?: string } = {}) => {
  if (!existsSync(join(folder, 'index.html'))) throw new Error('The admin has not been built. Run: node tools/run.mjs tools/build-faces.ts')
  const files = await readFiles(folder)
  const page = files.get('index.html')

  app.get<{ Params: { '*': string } }>('/admin/assets/*', async (request, reply) => {
    const file = files.get(`assets/${request.params['*']}`)
    if (!file) return reply.callNotFound()
    return send(request, reply.header('cache-control', 'public, max-age=31536000, immutable'), file)
  })

  const open = async (request: FastifyRequest<{ Params: { '*'?: string } }>, reply: FastifyReply) => {
    const file = files.get(request.params['*'] ?? '') ?? page
    if (!file) return reply.callNotFound()
    return send(request, reply.header('cache-control', 'no-cache'), file)
  }
  app.get('/admin', open)
  app.get('/admin/*', open)
}

const send = (request: FastifyRequest, reply: FastifyReply, file: Kept) => {
  reply.header('content-security-policy', POLICY).header('content-type', file.type).header('vary', 'accept-encoding')
  reply.header('etag', file.etag)
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send()
  const accepted = request.headers['accept-encoding'] ?? ''
  if (file.br && /\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(file.br)
  if (file.gzip && /\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(file.gzip)
  return reply.send(file.plain)
}

/** About 2 MB, read once: no request touches the disk. */
const readFiles = async (folder: string): Promise<Map<string, Kept>> => {
  const names = (await readdir(folder, { recursive: true })).map((name) => name.replaceAll('\\', '/'))
  const files = new Map<string, Kept>()
  for (const name of names) {
    const type = TYPES[extname(name)]
    if (!type) continue
    const plain = await readFile(join(folder, name))
    const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
    files.set(name, { type, etag, plain, ...(await compressed(folder, name, names)) })
  }
  return files
}

const compressed = async (folder: string, name: string, names: string[]): Promise<Pick<Kept, 'br' | 'gzip'>> => ({
  ...(names.includes(`${name}.br`) ? { br: await readFile(join(folder, `${name}.br`)) } : {}),
  ...(names.includes(`${name}.gz`) ? { gzip: await readFile(join(folder, `${name}.gz`)) } : {}),
})
