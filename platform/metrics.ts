/** Numbers for Prometheus (text format 0.0.4): requests by operation, time and statements they took, caches, memory. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { BlockList, isIPv6 } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { auditLines } from './audit.ts'
import type { Db } from './db.ts'
import { COMMON_ERRORS, Failure } from './errors.ts'
import type { PageCache } from './page-cache.ts'

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] // seconds

type Series = { count: number; seconds: number; statements: number; buckets: number[] }

type Counted = { service: string; cache: PageCache; db: Db; token: string | undefined }

/** Counts every request and answers at `/metrics`, for whoever is near or presents the token. */
export const countRequests = (app: FastifyInstance, { service, cache, db, token }: Counted): void => {
  const audited = keptForAWhile(() => auditLines(db))
  const series = new Map<string, Series>()
  app.addHook('onResponse', (request, reply, next) => {
    next()
    const route = request.routeOptions.config.op ?? request.routeOptions.url ?? 'none'
    const labels = `op="${route}",status="${reply.statusCode}"`
    let one = series.get(labels)
    if (!one) {
      one = { count: 0, seconds: 0, statements: 0, buckets: BUCKETS.map(() => 0) }
      series.set(labels, one)
    }
    const seconds = reply.elapsedTime / 1000
    one.count++
    one.seconds += seconds
    one.statements += request.counter?.statements ?? 0
    const from = BUCKETS.findIndex((limit) => seconds <= limit)
    if (from >= 0) for (let i = from; i < BUCKETS.length; i++) one.buckets[i] = (one.buckets[i] ?? 0) + 1
  })
  app.get('/metrics', { config: { op: 'metrics', is_for_machines: true } }, async (request, reply) => {
    if (!isNear(request) && !hasToken(request, token))
      throw new Failure(
        'NOT_ALLOWED',
        'These numbers are for the shop’s own network, and for whoever presents METRICS_TOKEN.',
        {},
        COMMON_ERRORS.NOT_ALLOWED,
      )
    reply.header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
    return [...requestLines(series), ...processLines(service, cache), ...(await audited())].join('\n').concat('\n')
  })
}

/** Addresses that no one on the internet has (RFC 1122, 1918, 4193, 4291). */
const NEAR = new BlockList()
for (const [net, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  NEAR.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  NEAR.addSubnet(net, prefix, 'ipv6')

/** A proxy on the same machine hands on what comes from anywhere, so whatever bears the mark of one is not near. */
const HANDED_ON = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via']

const isNear = ({ ip, headers }: FastifyRequest): boolean =>
  NEAR.check(ip, isIPv6(ip) ? 'ipv6' : 'ipv4') && HANDED_ON.every((name) => headers[name] === undefined)

const hasToken = ({ headers }: FastifyRequest, token: string | undefined): boolean =>
  Boolean(token) && timingSafeEqual(digestOf(headers.authorization ?? ''), digestOf(`Bearer ${token}`))

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()

const AUDIT_KEPT_MS = 60_000

/** Asked by many at once or again and again, it is one question a minute. */
const keptForAWhile = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let kept: { answer: Promise<T>; until: number } | undefined
  return () => {
    if (!kept || performance.now() > kept.until) kept = { answer: ask(), until: performance.now() + AUDIT_KEPT_MS }
    return kept.answer
  }
}

const requestLines = (all: Map<string, Series>): string[] => {
  const lines = ['# HELP souk_request_seconds Time to answer, by operation.', '# TYPE souk_request_seconds histogram']
  for (const [labels, one] of all) {
    BUCKETS.forEach((limit, i) => void lines.push(`souk_request_seconds_bucket{${labels},le="${limit}"} ${one.buckets[i]}`))
    lines.push(`souk_request_seconds_bucket{${labels},le="+Inf"} ${one.count}`)
    lines.push(`souk_request_seconds_sum{${labels}} ${one.seconds.toFixed(6)}`, `souk_request_seconds_count{${labels}} ${one.count}`)
  }
  lines.push('# HELP souk_request_statements_total SQL statements that requests ran.', '# TYPE souk_request_statements_total counter')
  for (const [labels, one] of all) lines.push(`souk_request_statements_total{${labels}} ${one.statements}`)
  return lines
}

const processLines = (service: string, cache: PageCache): string[] => {
  const { hits, misses } = cache.stats()
  return [
    '# TYPE souk_cache_hits_total counter',
    `souk_cache_hits_total ${hits}`,
    '# TYPE souk_cache_misses_total counter',
    `souk_cache_misses_total ${misses}`,
    '# TYPE process_resident_memory_bytes gauge',
    `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
    '# TYPE process_cpu_seconds_total counter',
    `process_cpu_seconds_total ${(process.cpuUsage().user + process.cpuUsage().system) / 1e6}`,
    '# TYPE souk_up gauge',
    `souk_up{service="${service}"} 1`,
  ]
}
