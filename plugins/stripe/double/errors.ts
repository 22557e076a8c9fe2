/** What the API answers when it refuses: status, and the body under `error`. https://docs.stripe.com/api/errors */
export type ErrorBody = {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'
  message: string
  code?: string
  decline_code?: string
  param?: string
  doc_url?: string
}

export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: number
  readonly body: ErrorBody
  constructor(status: number, body: ErrorBody) {
    super(body.message)
    this.status = status
    this.body = body
  }
}

const docOf = (code: string) => `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`

/** @param code of https://docs.stripe.com/error-codes */
export const invalid = (message: string, code?: string, param?: string): ApiError =>
  new ApiError(400, {
    type: 'invalid_request_error',
    message,
    ...(code ? { code, doc_url: docOf(code) } : {}),
    ...(param ? { param } : {}),
  })

export const missing = (what: string, id: string): ApiError =>
  new ApiError(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    doc_url: docOf('resource_missing'),
    message: `No such ${what}: '${id}'`,
    param: 'id',
  })

export const wrongKey = (key: string): ApiError =>
  new ApiError(401, {
    type: 'invalid_request_error',
    message: key ? `Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(12)}${key.slice(-4)}` : 'You did not provide an API key.',
  })

/** The limiter stands before the keys, so this is never kept for a key. https://docs.stripe.com/rate-limits */
export const tooMany = (): ApiError =>
  new ApiError(429, { type: 'invalid_request_error', code: 'rate_limit', message: 'Request rate limit exceeded.' })

export const broken = (): ApiError => new ApiError(500, { type: 'api_error', message: 'An unknown error occurred' })

export const otherParameters = (key: string): ApiError =>
  new ApiError(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  })

export const keyInUse = (key: string): ApiError =>
  new ApiError(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: `There is currently another in-progress request using this Idempotent Key ${key}. Please try again later.`,
  })
