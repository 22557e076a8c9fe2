/** The HTTP edge: turns contracts into routes, people into actors, failures into problem+json. */
import type { Socket } from 'node:net'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { jwtVerify } from 'jose'
import { withoutCardNumbers } from './card-numbers.ts'
import type { Actor, Call } from './contract.ts'
import { readSessionCookie } from './cookies.ts'
import { isUnstorable } from './db.ts'
import { COMMON_ERRORS, Failure, failCommon, PROBLEM_TYPE, problemText } from './errors.ts'
import type { Traffic } from './give-way.ts'
import { isOwnOrigin, refuseBroken, refuseDeep, secure } from './http-guards.ts'
import { newId } from './ids.ts'
import type { Log } from './log.ts'
import { networkOf } from './network-address.ts'
import { withScope } from './scope.ts'

declare module 'fastify' {
  interface FastifyRequest {
    call: Call
    /** the session cookie that was presented, if any */
    session_token: string | undefined
    counter: { statements: number }
    /** nobody waits for this answer any more; by itself when it is sent */
    leave: (() => void) | undefined
  }
  interface FastifyContextConfig {
    /** what it is counted as: `module.operation` */
    op?: string
    /** asked by programs that watch the shop: no session is looked for, and nobody waits for it */
    is_for_machines?: boolean
  }
}

export type HttpOptions = {
  service: string
  log: Log
  is_production: boolean
  /** where people reach the shop; https here means cookies are Secure and HSTS is sent */
  public_url(): string
  /** who presents this session or bearer token */
  authenticate(token: string): Promise<Actor>
  /** proves calls between services */
  call_key: Uint8Array
  traffic: Traffic
  trust_proxy: string | false
}

const JSON_LIMIT = 1024 * 1024
/** For a whole request: the largest product file that is taken, 64 MB, at 2 Mbit/s takes 270 s. */
const REQUEST_MS = 300_000
/** As long as a token may be; what is longer is nobody's, and no one is asked about it. */
const LONGEST_TOKEN = 1_000
const LONGEST_KEY = 200
const REQUEST_ID = /^[A-Za-z0-9-]{8,64}$/
const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

export const openHttp = (options: HttpOptions): FastifyInstance => {
  const isHttps = () => options.public_url().startsWith('https:')
  const app = Fastify({
    loggerInstance: options.log as FastifyBaseLogger, // pino is what Fastify means by a logger
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: JSON_LIMIT,
    trustProxy: options.trust_proxy,
    requestTimeout: REQUEST_MS,
    pluginTimeout: 120_000, // a machine that is busy starts slowly, and that is no reason not to start
    connectionTimeout: 0,
    keepAliveTimeout: 10_000,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
    genReqId: (request) => {
      const given = request.headers['x-request-id']
      return typeof given === 'string' && REQUEST_ID.test(given) && withoutCardNumbers(given) === given ? given : newId()
    },
    exposeHeadRoutes: true,
    // What no route sees runs through none of the hooks below.
    frameworkErrors: (error, request, reply) => {
      secure(request, reply, isHttps())
      sendProblem(reply, request, error)
    },
    clientErrorHandler: (error, socket) => refuseBroken(error, socket as Socket, isHttps()),
  })
  app.server.headersTimeout = 5_000 // slow senders of headers are dropped
  app.removeContentTypeParser('text/plain')
  app.decorateRequest('call')
  app.decorateRequest('session_token')
  app.decorateRequest('counter')
  app.decorateRequest('leave')
  const cross = isOwnOrigin(options.public_url)
  app.addHook('onRequest', async (request, reply) => {
    request.counter = { statements: 0 }
    request.call = { actor: { kind: 'anonymous' }, request_id: request.id, address: networkOf(request.ip) }
    if (UNSAFE.has(request.method)) cross(request)
    if (request.routeOptions.config.is_for_machines) return
    request.call = await readCall(request, options)
    if (request.call.actor.kind === 'service') return // what another process does by itself is nobody's wait
    request.leave = options.traffic.enter()
    reply.raw.once('close', request.leave)
  })
  app.addHook('preValidation', async (request) => refuseDeep(request.body))
  app.addHook('preHandler', (request, _reply, next) =>
    withScope({ call: request.call, in_transaction: false, counter: request.counter }, next),
  )
  app.addHook('onSend', (request, reply, payload, next) => {
    secure(request, reply, isHttps())
    next(null, payload)
  })
  app.addHook('onResponse', (request, reply, next) => {
    next()
    if (reply.statusCode < 500 && !options.log.isLevelEnabled('debug')) return
    const { method, url } = request
    const facts = { request_id: request.id, method, path: url.split('?')[0], status: reply.statusCode, ms: Math.round(reply.elapsedTime) }
    if (reply.statusCode >= 500) options.log.error(facts, 'request failed')
    else options.log.debug({ ...facts, statements: request.counter.statements }, 'request')
  })
  app.setErrorHandler((error: FastifyError | Error, request, reply) => sendProblem(reply, request, error))
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, request, failCommon('NO_SUCH_ROUTE', `There is no ${request.method} ${request.url.split('?')[0]}.`)),
  )
  return app
}

/** Who is calling: another part of the shop with a signed call, someone with a bearer token, or a browser with a session cookie. */
const readCall = async (request: FastifyRequest, options: HttpOptions): Promise<Call> => {
  const base: Call = { ...request.call, ...readIdempotencyKey(request) }
  const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ')
  if (scheme === 'Souk') return readServiceCall(token, request, base, options)
  if (scheme === 'Bearer') {
    const actor = token.length <= LONGEST_TOKEN ? await options.authenticate(token) : null
    if (!actor || actor.kind === 'anonymous') throw failCommon('SIGN_IN_REQUIRED', 'This token is not valid, or no longer. Log in again.')
    return { ...base, actor, session_token: token }
  }
  const cookie = readSessionCookie(request.headers.cookie, options.public_url().startsWith('https:'))
  const session = cookie && cookie.length <= LONGEST_TOKEN ? cookie : undefined
  request.session_token = session
  return session ? { ...base, actor: await options.authenticate(session), session_token: session } : base
}

/** A key that is not kept would let what it guards happen twice: one that cannot be is refused. @throws INVALID_INPUT */
const readIdempotencyKey = ({ headers }: FastifyRequest): Pick<Call, 'idempotency_key'> => {
  const key = headers['idempotency-key']
  if (key === undefined) return {}
  if (typeof key === 'string' && key.length >= 1 && key.length <= LONGEST_KEY) return { idempotency_key: key }
  throw failCommon('INVALID_INPUT', `An Idempotency-Key has 1 to ${LONGEST_KEY} characters.`, { field: 'Idempotency-Key' })
}

const readServiceCall = async (token: string, request: FastifyRequest, base: Call, { call_key, service }: HttpOptions): Promise<Call> => {
  try {
    const { payload } = await jwtVerify(token, call_key, { audience: service, algorithms: ['HS256'], typ: 'souk-call' })
    const claims = payload as unknown as Call // signed by us a moment ago
    const session = request.headers['x-souk-session']
    return {
      ...base,
      actor: claims.actor,
      request_id: claims.request_id,
      ...(claims.via ? { via: claims.via } : {}),
      ...(claims.address ? { address: claims.address } : {}),
      ...(typeof session === 'string' ? { session_token: session } : {}),
    }
  } catch {
    throw failCommon('SIGN_IN_REQUIRED', 'The signature of this call is not valid.')
  }
}

/** Every failure as problem+json (RFC 9457). */
export const sendProblem = (reply: FastifyReply, request: FastifyRequest, error: unknown): FastifyReply => {
  const failure = toFailure(error)
  const status = failure.status ?? 500
  if (isUnstorable(error)) request.log.warn({ err: error, request_id: request.id }, 'a contract lets through what cannot be stored')
  if (status >= 500 && failure.code !== 'UNAVAILABLE') request.log.error({ err: error, request_id: request.id }, 'unexpected error')
  const retry_after = failure.details.retry_after
  if (typeof retry_after === 'number') reply.header('retry-after', String(retry_after))
  return reply
    .removeHeader('location') // what cannot be written there has led here
    .code(status)
    .header('content-type', PROBLEM_TYPE)
    .header('cache-control', 'no-store')
    .send(problemText(failure, request.id))
}

/** Errors of the framework are told in our words; anything unexpected says no more than that it happened. */
export const toFailure = (error: unknown): Failure => {
  if (error instanceof Failure) return error.status === undefined ? unexpected() : error
  if (isUnstorable(error)) return failCommon('INVALID_INPUT', 'A value is larger than can be stored, or not text.')
  const { code, statusCode, message } = error as Partial<FastifyError>
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return failCommon('BODY_TOO_LARGE', 'The request body is too large.')
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return failCommon('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.')
  if (statusCode && statusCode >= 400 && statusCode < 500) return failCommon('MALFORMED_REQUEST', message ?? 'The request cannot be read.')
  return unexpected()
}

const unexpected = () => new Failure('INTERNAL', 'Something went wrong on our side. It has been noted.', {}, COMMON_ERRORS.INTERNAL)
