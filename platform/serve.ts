/** Puts an opened shop on the network: routes, health, events from neighbours; and takes it off without losing a request. */
import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { LRUCache } from 'lru-cache'
import type { Actor, Contract } from './contract.ts'
import { failCommon } from './errors.ts'
import type { PassedEvent } from './events.ts'
import type { Host } from './host.ts'
import { openHttp } from './http.ts'
import type { Log } from './log.ts'
import { countRequests } from './metrics.ts'
import { openPageCache, type PageCache } from './page-cache.ts'
import { endStreams, mount } from './routes.ts'
import type { Invoke } from './transport.ts'

export type ServeOptions = {
  host: Host
  service: string
  port: number
  address: string
  public_url: string
  is_production: boolean
  trust_proxy: string | false
  call_key: Uint8Array
  log: Log
  /** lets whoever presents it read `/metrics` from outside the shop's own network */
  metrics_token?: string | undefined
  /** who presents a session or bearer token; asked at most every few seconds for each */
  readActor(token: string): Promise<Actor>
  /** what is served where: contracts below a prefix */
  mounts: { prefix: string; contracts: { contract: Contract; invoke: Invoke }[] }[]
  /** pages and anything else; runs last, so that nothing hides the routes above */
  faces?(app: FastifyInstance, cache: PageCache): Promise<void>
}

export type Served = { url: string; app: FastifyInstance; cache: PageCache; stop(): Promise<void> }

const SESSION_KEPT_MS = 10_000
const DRAIN_MS = 25_000

export const serve = async (options: ServeOptions): Promise<Served> => {
  const { host, service, log } = options
  const cache = openPageCache()
  const lines = new Set<ServerResponse>()
  host.db.onChange((tag) => {
    cache.drop(tag)
    for (const line of lines) line.write(`${tag}\n`)
  })
  const app = openHttp({
    ...options,
    traffic: host.traffic,
    trust_proxy: options.trust_proxy,
    public_url: () => options.public_url,
    authenticate: authenticator(options),
  })
  countRequests(app, { service, cache, db: host.db, token: options.metrics_token })
  const state = { is_ready: true }
  addHealth(app, options, state)
  app.post('/events', async (request, reply) => {
    if (!request.call.via) throw failCommon('NO_SUCH_ROUTE', 'There is nothing here.')
    await host.events.receive(request.body as PassedEvent) // signed by a neighbour
    return reply.code(204).send()
  })
  app.get('/changes', { exposeHeadRoute: false }, (request, reply) => {
    if (!request.call.via) throw failCommon('NO_SUCH_ROUTE', 'There is nothing here.')
    reply.hijack()
    tellChanges(lines, reply.raw)
  })
  for (const { prefix, contracts } of options.mounts) await mount(app, prefix, contracts, cache)
  await options.faces?.(app, cache)
  await app.listen({ port: options.port, host: options.address })
  const stop = async () => {
    state.is_ready = false
    const late = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS)
    app.server.closeIdleConnections()
    for (const line of lines) line.end()
    endStreams(app)
    await app.close()
    clearTimeout(late)
    log.info('no more requests')
  }
  return { url: `http://localhost:${portOf(app)}`, app, cache, stop }
}

const portOf = (app: FastifyInstance): number => {
  const address = app.server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** Keeps who is who for some seconds; ending a session is told to every process by the tag `sessions`, other services' processes too. */
const authenticator = ({ host, readActor }: ServeOptions) => {
  const kept = new LRUCache<string, Promise<Actor>>({ max: 10_000, ttl: SESSION_KEPT_MS })
  host.db.onChange((tag) => {
    if (tag === 'sessions' || tag === '*') kept.clear()
  })
  return (token: string): Promise<Actor> => {
    const key = createHash('sha256').update(token).digest('base64url')
    const found = kept.get(key)
    if (found) return found
    const asked = readActor(token)
    kept.set(key, asked)
    asked.catch(() => kept.delete(key))
    return asked
  }
}

const addHealth = (app: FastifyInstance, { host, service }: ServeOptions, state: { is_ready: boolean }) => {
  const timestamp = () => new Date().toISOString()
  app.get('/health', async () => ({ status: 'ok', service, timestamp: timestamp() }))
  app.get('/ready', async (_request, reply) => {
    const database = await host.db.pool.query('SELECT 1').then(
      () => 'ok',
      () => 'unreachable',
    )
    const is_ready = state.is_ready && database === 'ok'
    return reply
      .code(is_ready ? 200 : 503)
      .send({ status: is_ready ? 'ready' : 'not ready', service, timestamp: timestamp(), database, is_draining: !state.is_ready })
  })
}

/** A line for each cache tag that changes: how a front end in another process learns what to forget. What changed before, it may have missed. */
const tellChanges = (lines: Set<ServerResponse>, line: ServerResponse) => {
  line.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  line.write('*\n')
  lines.add(line)
  line.on('close', () => lines.delete(line))
}
