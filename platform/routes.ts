/** Mounts a contract: each operation becomes the route it names. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Contract, File, Op, StreamEvent } from './contract.ts'
import { failCommon } from './errors.ts'
import { FORWARDED, readTexts } from './http-link.ts'
import type { PageCache } from './page-cache.ts'
import { checkPolicy, type Invoke } from './transport.ts'

const BYTES_LIMIT = 64 * 1024 * 1024
const HEARTBEAT_MS = 15_000
const SHARED_FOR = 'public, max-age=0, must-revalidate'

export type Mounted = { contract: Contract; invoke: Invoke }

/** Registers the operations of these contracts below `prefix`. Answers that are the same for everyone are kept as finished bytes. */
export const mount = async (app: FastifyInstance, prefix: string, mounted: Mounted[], cache: PageCache): Promise<void> => {
  await app.register(
    async (scope) => {
      for (const { contract, invoke } of mounted)
        for (const [name, op] of Object.entries(contract.ops))
          if (op.body === 'json') addRoute(scope, `${contract.name}.${name}`, op, invoke, cache)
    },
    { prefix },
  )
  await app.register(
    async (scope) => {
      scope.removeAllContentTypeParsers()
      scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
      for (const { contract, invoke } of mounted)
        for (const [name, op] of Object.entries(contract.ops))
          if (op.body === 'bytes') addRoute(scope, `${contract.name}.${name}`, op, invoke, cache)
    },
    { prefix },
  )
}

const addRoute = (app: FastifyInstance, id: string, op: Op, invoke: Invoke, cache: PageCache) => {
  const name = id.slice(id.indexOf('.') + 1)
  const run = (request: FastifyRequest, input: unknown, more = {}) => invoke(name, input, { ...request.call, ...more })
  app.route({
    method: op.method,
    url: op.path.replace(/\{(\w+)\}/g, ':$1'),
    exposeHeadRoute: op.answer !== 'stream', // a stream has no end to tell the length of, and HEAD would wait for it
    bodyLimit: op.body === 'bytes' ? mostBytes(op) : undefined,
    config: { op: id },
    // Asked again by the link; here before the body, so that a stranger's is never read.
    ...(isForMany(op) ? {} : { onRequest: async (request: FastifyRequest) => checkPolicy(op, request.call, true) }),
    handler: async (request, reply) => {
      if (op.answer === 'stream')
        return sendStream(request, reply, (signal) => run(request, withLastEventId(request, readInput(op, request)), { signal }))
      if (op.cache.length > 0) return sendKept(request, reply, op, cache, () => run(request, readInput(op, request)))
      const output = await run(request, readInput(op, request))
      if (op.answer === 'file') return sendFile(reply, output as File)
      return reply.code(op.status).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(output))
    },
  })
}

const isForMany = ({ policy }: Op): boolean => policy === 'anyone' || policy === 'development'

/** What the contract says of `bytes`, else as much as a product file may have. */
const mostBytes = ({ input }: Op): number =>
  (input as { properties?: { bytes?: { maxLength?: number } } }).properties?.bytes?.maxLength ?? BYTES_LIMIT

const readInput = (op: Op, request: FastifyRequest): unknown => {
  const texts = readTexts(op, { ...(request.query as object), ...(request.params as object) })
  if (op.body === 'bytes')
    return {
      ...texts,
      bytes: request.body ?? new Uint8Array(),
      content_type: request.headers['content-type'] ?? '',
      headers: headersOf(request),
    }
  if (op.method === 'GET' || op.method === 'DELETE') return texts
  const { body } = request
  if (body !== undefined && body !== null && (typeof body !== 'object' || Array.isArray(body)))
    throw failCommon('INVALID_INPUT', 'The body must be a JSON object.', { field: '' })
  return { ...(body as object | null), ...readTexts(op, request.params as Record<string, unknown>) }
}

/**
 * Headers as the outside sent them: through the gateway they arrive under a prefix. A call from outside that the gateway hands on has no `via`,
 * but it is signed by us; whether the signature is right was looked at before.
 */
const headersOf = (request: FastifyRequest): Record<string, string> => {
  const forwarded: Record<string, string> = {}
  const own: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value !== 'string' || name === 'cookie' || name === 'authorization') continue
    if (name.startsWith(FORWARDED)) forwarded[name.slice(FORWARDED.length)] = value
    else own[name] = value
  }
  return request.headers.authorization?.startsWith('Souk ') ? forwarded : own
}

const withLastEventId = (request: FastifyRequest, input: unknown): unknown => {
  const last = request.headers['last-event-id']
  return typeof last === 'string' && last ? { ...(input as object), last_event_id: last } : input
}

const sendKept = async (request: FastifyRequest, reply: FastifyReply, op: Op, cache: PageCache, make: () => Promise<unknown>) => {
  const kept = await cache.get(`${op.method} ${request.url}`, op.cache, async () => JSON.stringify(await make()))
  reply.header('etag', kept.etag).header('cache-control', SHARED_FOR)
  if (request.headers['if-none-match'] === kept.etag) return reply.code(304).send()
  return reply.code(op.status).header('content-type', 'application/json; charset=utf-8').send(kept.body)
}

const sendFile = (reply: FastifyReply, { content_type, bytes, is_public, name }: File) =>
  reply
    .header('content-type', content_type)
    .header('cache-control', is_public ? 'public, max-age=31536000, immutable' : 'private, no-store')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('content-disposition', name ? `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"` : 'inline')
    .header('cross-origin-resource-policy', is_public ? 'cross-origin' : 'same-origin')
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))

/** Live connections never end by themselves: when the server closes they are ended, and browsers come back to the next one. */
const streamsOf = (app: FastifyInstance): Set<AbortController> => {
  let streams = open_streams.get(app.server)
  if (!streams) {
    streams = new Set()
    open_streams.set(app.server, streams)
  }
  return streams
}
const open_streams = new WeakMap<object, Set<AbortController>>()

export const endStreams = (app: FastifyInstance): void => {
  for (const stream of streamsOf(app)) stream.abort()
}

/** Server-sent events (WHATWG HTML, section 9.2), with a comment as heartbeat so that proxies keep the line open. */
const sendStream = async (request: FastifyRequest, reply: FastifyReply, open: (signal: AbortSignal) => Promise<unknown>) => {
  const gone = new AbortController()
  request.raw.on('close', () => gone.abort())
  const events = (await open(gone.signal)) as AsyncIterable<StreamEvent>
  const streams = streamsOf(request.server)
  streams.add(gone)
  request.leave?.()
  const { raw } = reply
  reply.hijack()
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
    'x-request-id': request.id,
  })
  raw.write(': open\nretry: 2000\n\n')
  const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS)
  try {
    for await (const { id, event, data } of events) raw.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  } catch (error) {
    if (!gone.signal.aborted) request.log.warn({ err: error, request_id: request.id }, 'a live connection ended early')
  } finally {
    clearInterval(heartbeat)
    streams.delete(gone)
    raw.end()
  }
}
