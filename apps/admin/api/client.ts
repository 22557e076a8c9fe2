/** Calls operations of the shop over HTTP: method and path come from the contract, types from its schemas. */
import type { Client, Contract, Op } from '#platform/contract.ts'

type Where = Pick<Op, 'method' | 'path' | 'body'>

/** What the server says about a failure (problem+json). `problems` names every wrong field, where fields are wrong. */
export type Problem = {
  code: string
  status: number
  detail: string
  field?: string
  problems?: { field: string; message: string }[]
  request_id?: string
  [fact: string]: unknown
}

export class ApiError extends Error {
  override name = 'ApiError'
  readonly problem: Problem
  readonly code: string

  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
    this.code = problem.code
  }
}

export const isApiError = (error: unknown, code?: string): error is ApiError =>
  error instanceof ApiError && (code === undefined || error.code === code)

/** `clientOf(orders).confirmOrder({ order_id, version })`. @throws ApiError */
export const clientOf = <C extends Contract>(contract: C): Client<C> => {
  const client = Object.create(null) // filled below with exactly the operations that Client<C> names
  for (const [name, op] of Object.entries(contract.ops))
    client[name] = (input: Record<string, unknown>, { signal }: { signal?: AbortSignal } = {}) => request(requestOf(op, input), signal)
  return client
}

export type ApiRequest = { method: string; url: string; type?: string; body?: BodyInit }

/** Where an operation's input goes: its path, then the query (GET, DELETE, raw bytes) or the JSON body. */
export const requestOf = (op: Where, input: Record<string, unknown>): ApiRequest => {
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined))
  const path = op.path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = rest.get(name)
    rest.delete(name)
    return encodeURIComponent(String(value))
  })
  const { method } = op
  if (op.body === 'bytes') {
    const { bytes, content_type } = input
    for (const name of ['bytes', 'content_type', 'headers']) rest.delete(name)
    return {
      method,
      url: withQuery(path, rest),
      type: String(content_type),
      body: new Blob([bytes instanceof Uint8Array ? bytes.slice() : '']),
    }
  }
  if (method === 'GET' || method === 'DELETE') return { method, url: withQuery(path, rest) }
  return { method, url: `/api${path}`, type: 'application/json', body: JSON.stringify(Object.fromEntries(rest)) }
}

const withQuery = (path: string, rest: Map<string, unknown>): string => {
  const query = new URLSearchParams([...rest].filter(([, value]) => value !== '').map(([name, value]) => [name, String(value)])).toString()
  return `/api${path}${query ? `?${query}` : ''}`
}

/** Sends one request and reads its JSON answer. @throws ApiError, with code `OFFLINE` when the shop does not answer at all */
export const request = async ({ method, url, type, body }: ApiRequest, signal?: AbortSignal) => {
  const headers = { accept: 'application/json', ...(type ? { 'content-type': type } : {}) }
  const response = await fetch(url, { method, headers, body: body ?? null, signal: signal ?? null, credentials: 'same-origin' }).catch(
    (error: unknown) => {
      if (signal?.aborted) throw error
      throw new ApiError({ code: 'OFFLINE', status: 0, detail: 'The shop does not answer. Check the connection and try again.' })
    },
  )
  if (response.ok) return response.status === 204 ? undefined : response.json()
  throw new ApiError(await readProblem(response))
}

const readProblem = async (response: Response): Promise<Problem> => {
  const unreadable = { code: 'INTERNAL', status: response.status, detail: `The shop answered with status ${response.status}.` }
  if (!response.headers.get('content-type')?.includes('json')) return unreadable
  return { ...unreadable, ...(await response.json()) }
}
