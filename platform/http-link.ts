/** How an operation travels: which inputs stand in the path, the query or the body, and how answers and errors come back. */
import type { TSchema } from 'typebox'
import type { Call, Op, StreamEvent } from './contract.ts'
import { Failure, failCommon } from './errors.ts'

export type Remote = { url: string /** makes the token that proves the call comes from this shop */; sign(call: Call): Promise<string> }

const RETRY_DELAYS_MS = [100, 400]
const DEADLINE_MS = 15_000
/** Headers of the original request that a module asked for travel under this prefix between services. */
export const FORWARDED = 'x-souk-forward-'

export const callOverHttp = async (op: Op, input: unknown, call: Call, remote: Remote): Promise<unknown> => {
  const request = await requestOf(op, input as Record<string, unknown>, call, remote)
  for (let tries = 0; ; tries++) {
    const answer = await attempt(op, request, call)
    if (!(answer instanceof Failure)) return answer
    const delay = RETRY_DELAYS_MS[tries]
    if (delay === undefined || !op.is_repeatable || answer.status !== 503 || call.signal?.aborted) throw answer
    await new Promise((resume) => setTimeout(resume, delay))
  }
}

/** One try, to the end of its answer. A service that cannot be reached, or breaks off, is a 503 like one that says so itself. */
const attempt = async (op: Op, request: Request, call: Call): Promise<unknown> => {
  const deadline = op.answer === 'stream' ? [] : [AbortSignal.timeout(DEADLINE_MS)]
  const signal = AbortSignal.any([...deadline, ...(call.signal ? [call.signal] : [])])
  try {
    const response = await fetch(request.clone(), { signal })
    return response.ok ? await readAnswer(op, response, call) : await failureOf(response)
  } catch {
    return failCommon('UNAVAILABLE', 'A part of the shop cannot be reached just now. Try again.', { retry_after: 1 })
  }
}

const requestOf = async (op: Op, input: Record<string, unknown>, call: Call, { url, sign }: Remote): Promise<Request> => {
  const { path, rest } = fillPath(op, input)
  const headers = new Headers({ authorization: `Souk ${await sign(call)}`, 'x-request-id': call.request_id })
  if (call.idempotency_key) headers.set('idempotency-key', call.idempotency_key)
  if (call.session_token) headers.set('x-souk-session', call.session_token)
  if (op.body === 'bytes') {
    const { bytes, content_type, headers: given, ...query } = rest
    headers.set('content-type', String(content_type))
    for (const [name, value] of Object.entries((given ?? {}) as Record<string, string>)) headers.set(FORWARDED + name, value)
    return new Request(`${url}${path}${queryOf(query)}`, { method: op.method, headers, body: bytes as Uint8Array<ArrayBuffer> })
  }
  if (op.method === 'GET' || op.method === 'DELETE') return new Request(`${url}${path}${queryOf(rest)}`, { method: op.method, headers })
  headers.set('content-type', 'application/json')
  return new Request(`${url}${path}`, { method: op.method, headers, body: JSON.stringify(rest) })
}

/** As steps of a path they lead elsewhere, however they are written: nothing can be asked for by such a name. */
const LEADS_ELSEWHERE = new Set(['', '.', '..'])

/** @throws NOT_FOUND or, where the operation has no such answer, NO_SUCH_ROUTE */
const fillPath = (op: Op, input: Record<string, unknown>) => {
  const rest = { ...input }
  const path = op.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    if (LEADS_ELSEWHERE.has(String(value ?? ''))) throw noSuch(op, name)
    return encodeURIComponent(String(value ?? ''))
  })
  return { path, rest }
}

const noSuch = ({ errors }: Op, field: string): Failure =>
  'NOT_FOUND' in errors
    ? new Failure('NOT_FOUND', 'There is nothing of this name.', { field }, errors.NOT_FOUND)
    : failCommon('NO_SUCH_ROUTE', 'There is nothing here.', { field })

const queryOf = (values: Record<string, unknown>): string => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value !== undefined && value !== null) query.set(name, String(value))
  const text = query.toString()
  return text && `?${text}`
}

const readAnswer = async (op: Op, response: Response, call: Call): Promise<unknown> => {
  if (op.answer === 'stream') return readStream(response, call)
  if (op.answer === 'json') return response.json()
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  return {
    content_type: response.headers.get('content-type') ?? 'application/octet-stream',
    bytes: new Uint8Array(await response.arrayBuffer()),
    is_public: /\bpublic\b/.test(response.headers.get('cache-control') ?? ''),
    ...(name && { name }),
  }
}

/** problem+json of a neighbour is the same failure here. */
const failureOf = async (response: Response): Promise<Failure> => {
  const problem = (await response.json().catch(() => undefined)) as Record<string, unknown> | undefined
  if (typeof problem?.code !== 'string')
    return failCommon('UNAVAILABLE', 'A part of the shop did not answer as it should.', { retry_after: 1, status: response.status })
  const { code, detail, status: _status, type: _type, title: _title, request_id: _request_id, ...details } = problem
  return new Failure(String(code), String(detail ?? code), details, response.status)
}

/** Server-sent events as WHATWG HTML, section 9.2, describes them; comments (heartbeats) are passed over. */
async function* readStream(response: Response, call: Call): AsyncGenerator<StreamEvent> {
  const decoder = new TextDecoder()
  let pending = ''
  try {
    for await (const chunk of response.body ?? []) {
      pending += decoder.decode(chunk, { stream: true })
      const blocks = pending.split('\n\n')
      pending = blocks.pop() ?? ''
      for (const block of blocks) {
        const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]))
        const data = fields.get('data')
        if (data !== undefined) yield { id: fields.get('id') ?? '', event: fields.get('event') ?? 'message', data: JSON.parse(data) }
      }
    }
  } catch (error) {
    if (!call.signal?.aborted) throw failCommon('UNAVAILABLE', 'The live connection broke.', { cause: String(error) })
  }
}

// ---- the receiving side -----------------------------------------------------------------------------------------

/** Path and query values are texts by nature: numbers and booleans are read strictly, by the schema's own word for them. */
export const readTexts = (op: Op, texts: Record<string, unknown>): Record<string, unknown> => {
  const properties = ((op.input as { properties?: Record<string, TSchema> }).properties ?? {}) as Record<string, { type?: string }>
  const values: Record<string, unknown> = {}
  for (const [name, text] of Object.entries(texts)) values[name] = readText(properties[name]?.type, text)
  return values
}

const readText = (type: string | undefined, text: unknown): unknown => {
  if (typeof text !== 'string') return text // a repeated parameter arrives as an array; the schema refuses it
  if (type === 'integer' && /^(0|-?[1-9][0-9]{0,15})$/.test(text)) return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
