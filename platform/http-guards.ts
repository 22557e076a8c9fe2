/** What every answer carries, and which requests are refused before anything runs. */
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { COMMON_ERRORS, Failure, failCommon, PROBLEM_TYPE, problemText } from './errors.ts'
import { newId } from './ids.ts'

const API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
const TWO_YEARS = 63_072_000

/** Headers of reliability section 4. A face that needs another content policy sets its own; everything else gets the strictest. */
export const secure = (request: FastifyRequest, reply: FastifyReply, is_https: boolean): void => {
  for (const [name, value] of Object.entries(securityHeaders(request.id, is_https))) if (!reply.hasHeader(name)) reply.header(name, value)
}

const securityHeaders = (request_id: string, is_https: boolean): Record<string, string> => ({
  'content-security-policy': API_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'x-request-id': request_id,
  'cache-control': 'private, no-store',
  ...(is_https && { 'strict-transport-security': `max-age=${TWO_YEARS}; includeSubDomains` }),
})

const BROKEN: Record<string, [status: number, detail: string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time.'],
  HPE_HEADER_OVERFLOW: [431, 'The headers of the request are too large.'],
}

/** Answers what is no HTTP request, or too long or too slow to become one. It never meets a route, so it is written to the line itself. */
export const refuseBroken = (error: NodeJS.ErrnoException, socket: Socket, is_https: boolean): void => {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const [status, detail] = BROKEN[error.code ?? ''] ?? [COMMON_ERRORS.MALFORMED_REQUEST, 'The request cannot be read.']
  const request_id = newId()
  const body = problemText(new Failure('MALFORMED_REQUEST', detail, {}, status), request_id)
  const headers = {
    ...securityHeaders(request_id, is_https),
    'content-type': PROBLEM_TYPE,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  if (socket.writable && !isAnswering(socket)) socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${body}`)
  socket.destroy(error)
}

/** An answer that has begun is not written into; as Node's own handler asks (lib/_http_server.js, socketOnError). */
const isAnswering = (socket: Socket): boolean =>
  '_httpMessage' in socket && (socket._httpMessage as { headersSent?: boolean } | null)?.headersSent === true

/**
 * Refuses changes that another site's page asks a browser for. Browsers say where a request comes from (`Sec-Fetch-Site`, else `Origin`);
 * what says neither is not a browser and carries no one's cookie by itself. So no form needs a token and pages can be shared (ADR 0004).
 */
export const isOwnOrigin =
  (public_url: () => string) =>
  (request: FastifyRequest): void => {
    const site = request.headers['sec-fetch-site']
    if (site === 'same-origin' || site === 'none') return
    const { origin } = request.headers
    if (site === undefined && (origin === undefined || isOurs(origin, request, public_url()))) return
    throw failCommon('CROSS_SITE_REQUEST', 'This request comes from another site. Open the shop itself and try again.')
  }

const isOurs = (origin: string, request: FastifyRequest, public_url: string): boolean => {
  try {
    return new URL(origin).origin === new URL(public_url).origin || new URL(origin).host === request.headers.host
  } catch {
    return false
  }
}

/** No operation takes anything near it; walking it to its end would take the stack of whoever looks at it, checks and clones alike. */
const DEEPEST = 50

/** Refuses a body of boxes within boxes, whatever is in them. @throws MALFORMED_REQUEST */
export const refuseDeep = (body: unknown): void => {
  if (isDeeper(body, DEEPEST)) throw failCommon('MALFORMED_REQUEST', `The body holds more than ${DEEPEST} levels of objects or lists.`)
}

const isDeeper = (value: unknown, levels: number): boolean => {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false
  return levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1))
}
