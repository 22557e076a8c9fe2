/**
 * Stripe's API on this machine, for tests and for trying the shop out: the same paths, form-encoded in, the same objects and errors out, idempotency
 * keys, a ledger of its own, a page to pay on, signed webhooks, and faults on demand. It knows nothing of the shop's code.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '#platform/clock.ts'
import { answer, show } from './api.ts'
import { type Books, newRef, openBooks } from './books.ts'
import { ApiError, broken, tooMany, wrongKey } from './errors.ts'
import { type Fault, openFaults } from './faults.ts'
import { readForm } from './form.ts'
import { press, renderPage } from './hosted-page.ts'
import { type Answer, openKeys } from './keys.ts'
import { expireDue, pageOf } from './pages.ts'
import { openWebhooks } from './webhooks.ts'

type Options = { secret_key: string; webhook_secret: string; clock: Clock; port?: number; api_version?: string }

export const openDouble = async ({ secret_key, webhook_secret, clock, port = 0, api_version = '2026-10-28.endive' }: Options) => {
  let base = ''
  const books: Books = openBooks(
    clock,
    /^(sk|rk)_live_/.test(secret_key),
    (type, { id }) => webhooks.tell(type, show(books, id)),
    () => base,
  )
  const webhooks = openWebhooks({ api_version, books, secret: webhook_secret })
  const faults = openFaults()
  const keys = openKeys(clock)
  const asked: { method: string; path: string; version: string | undefined; key: string | undefined }[] = []

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://double')
    const method = request.method ?? 'GET'
    const body = await text(request)
    if (pathname.startsWith('/c/pay/')) return visit(books, method, pathname.slice(7), body, response)
    const key = headerOf(request, 'idempotency-key')
    asked.push({ method, path: pathname, version: headerOf(request, 'stripe-version'), key })
    const fault = faults.next(`${method} ${pathname}`)
    if (fault === 'cut_before') return cut(response)
    try {
      const given = keyIn(headerOf(request, 'authorization') ?? '')
      if (given !== secret_key) throw wrongKey(given)
      if (fault === 'rate_limited') throw tooMany()
      const act = async () => acted(books, method, pathname, readForm(method === 'GET' ? search.slice(1) : body), fault)
      const done =
        key && method === 'POST' ? await keys.answer(key, `${method} ${pathname} ${body}`, act) : { ...(await act()), is_replayed: false }
      send(response, done, fault, done.is_replayed ? { 'idempotent-replayed': 'true', 'idempotency-key': key ?? '' } : {})
    } catch (error) {
      const refused = error instanceof ApiError ? error : broken()
      send(response, { status: refused.status, body: { error: refused.body } }, fault, {})
    }
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => cut(response))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  server.unref() // a test that fails does not wait for it
  const address = server.address()
  base = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : port}`

  return {
    url: base,
    books,
    webhooks,
    faults,
    /** every request, for counting */
    asked,
    /** what time alone brings about: pages that end */
    tick: () => expireDue(books),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Does what is asked; what the API refuses once it has begun is an answer like any other, and kept for the key. */
const acted = async (
  books: Books,
  method: string,
  path: string,
  form: ReturnType<typeof readForm>,
  fault: Fault | undefined,
): Promise<Answer> => {
  if (fault === 'error_500') return { status: 500, body: { error: broken().body } }
  const body = answer(books, { method, path, form })
  if (fault === 'slow') await sleep(1_000)
  return fault === 'error_500_after' ? { status: 500, body: { error: broken().body } } : { status: 200, body }
}

const send = (response: ServerResponse, { status, body }: Answer, fault: Fault | undefined, headers: Record<string, string>): void => {
  if (fault === 'cut_after') {
    cut(response)
    return
  }
  response.setHeader('request-id', newRef('req'))
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  if (status === 500) response.setHeader('stripe-should-retry', 'false')
  response.writeHead(status, { 'content-type': fault === 'garbage' ? 'text/html' : 'application/json' })
  response.end(fault === 'garbage' ? '<html>upstream gone' : JSON.stringify(fault === 'empty' ? {} : body, null, 2))
}

const cut = (response: ServerResponse): void => {
  response.socket?.destroy()
}

/** As a bearer token, or as the name of basic authentication. https://docs.stripe.com/api/authentication */
const keyIn = (authorization: string): string => {
  const [kind, value = ''] = authorization.split(' ')
  return kind === 'Basic' ? (Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? '') : value
}

const headerOf = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name]
  return typeof value === 'string' ? value : undefined
}

const visit = (books: Books, method: string, id: string, body: string, response: ServerResponse): void => {
  const page = pageOf(books, id)
  if (method === 'POST') {
    response.writeHead(303, { location: press(books, page, new URLSearchParams(body).get('way') ?? '') })
    response.end()
    return
  }
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  response.end(renderPage(books, page))
}
