/** What every answer carries, and which requests are refused before anything runs. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { failCommon } from './errors.ts'

const API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
const TWO_YEARS = 63_072_000

/** Headers of reliability section 4. A face that needs another content policy sets its own; everything else gets the strictest. */
export const secure = (request: FastifyRequest, reply: FastifyReply, is_https: boolean): void => {
  const set = (name: string, value: string) => {
    if (!reply.hasHeader(name)) reply.header(name, value)
  }
  set('content-security-policy', API_POLICY)
  set('x-content-type-options', 'nosniff')
  set('x-frame-options', 'DENY')
  set('referrer-policy', 'strict-origin-when-cross-origin')
  set('cross-origin-opener-policy', 'same-origin')
  set('cross-origin-resource-policy', 'same-origin')
  set('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  set('x-request-id', request.id)
  set('cache-control', 'private, no-store')
  if (is_https) set('strict-transport-security', `max-age=${TWO_YEARS}; includeSubDomains`)
}

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
