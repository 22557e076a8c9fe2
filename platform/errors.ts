/** One error type for everything a caller can do something about. On the wire it is problem+json (RFC 9457). */

export type Details = { /** the input field that is wrong, as a path */ field?: string } & Record<string, unknown>

export class Failure extends Error {
  override name = 'Failure'
  readonly code: string
  readonly details: Details
  /** HTTP status; settled by the contract of the operation that failed, or given for errors every operation can have */
  status: number | undefined

  constructor(code: string, message: string, details: Details = {}, status?: number) {
    super(message)
    this.code = code
    this.details = details
    this.status = status
  }
}

/**
 * An expected failure: a code that the contract declares, what is wrong and what would be right, and the facts a caller needs.
 * `throw fail('OUT_OF_STOCK', 'Only 2 of Mug, blue are left.', { variant_id, wanted: 3, available: 2 })`
 */
export const fail = (code: string, message: string, details: Details = {}): Failure => new Failure(code, message, details)

/** Errors that every operation can answer with, besides those of its contract: code -> HTTP status. */
export const COMMON_ERRORS = {
  INVALID_INPUT: 422,
  MALFORMED_REQUEST: 400,
  SIGN_IN_REQUIRED: 401,
  NOT_ALLOWED: 403,
  NO_SUCH_ROUTE: 404,
  CROSS_SITE_REQUEST: 403,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  CALL_INSIDE_TRANSACTION: 500,
  UNDECLARED_ERROR: 500,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  TIMED_OUT: 503,
} as const

export const failCommon = (code: keyof typeof COMMON_ERRORS, message: string, details: Details = {}): Failure =>
  new Failure(code, message, details, COMMON_ERRORS[code])

export const isFailure = (error: unknown, code?: string): error is Failure =>
  error instanceof Failure && (code === undefined || error.code === code)

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

/** A failure as it goes over the wire: a code, what is wrong, the field, and the request id. Nothing of our insides. */
export const problemText = ({ code, status, message, details }: Failure, request_id: string): string =>
  JSON.stringify({
    type: `urn:souk:error:${code.toLowerCase().replaceAll('_', '-')}`,
    title: code.toLowerCase().replaceAll('_', ' '),
    status: status ?? COMMON_ERRORS.INTERNAL,
    code,
    detail: message,
    request_id,
    ...details,
  })
