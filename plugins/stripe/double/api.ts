/** The routes of the API that the shop uses. */
import type { Books } from './books.ts'
import { ApiError, broken, invalid, missing } from './errors.ts'
import { expansions, type Form, numberAt, textAt } from './form.ts'
import { cancelIntent, captureIntent, createRefund, intentOf } from './intents.ts'
import { showCharge, showDispute, showIntent, showPage, showRefund } from './objects.ts'
import { createPage, expirePage, listPages, pageOf, updatePage } from './pages.ts'

type Given = { books: Books; id: string; form: Form; paths: string[] }
type Route = { method: 'GET' | 'POST'; path: RegExp; answer(given: Given): unknown }

/** https://docs.stripe.com/api/pagination: newest first, from behind `starting_after`, 10 unless told, 100 at most. */
const list = <Row extends { id: string }>(url: string, rows: Row[], form: Form, show: (row: Row) => unknown) => {
  const limit = numberAt(form, 'limit') ?? 10
  if (limit < 1 || limit > 100) throw invalid('The limit must be between 1 and 100.', undefined, 'limit')
  const after = textAt(form, 'starting_after')
  const from = after ? rows.findIndex(({ id }) => id === after) + 1 : 0
  const page = rows.slice(from, from + limit)
  return { object: 'list', url, has_more: rows.length > from + limit, data: page.map(show) }
}

const newestFirst = <Row extends { intent: string; charge?: string }>(rows: Map<string, Row>, form: Form): Row[] => {
  const [intent, charge] = [textAt(form, 'payment_intent'), textAt(form, 'charge')]
  return [...rows.values()].reverse().filter((row) => (!intent || row.intent === intent) && (!charge || row.charge === charge))
}

const rowOf = <Row>(rows: Map<string, Row>, what: string, id: string): Row => {
  const row = rows.get(id)
  if (!row) throw missing(what, id)
  return row
}

const ROUTES: Route[] = [
  {
    method: 'POST',
    path: /^\/v1\/checkout\/sessions$/,
    answer: ({ books, form, paths }) => showPage(books, createPage(books, form), paths),
  },
  {
    method: 'GET',
    path: /^\/v1\/checkout\/sessions$/,
    answer: ({ books, form, paths }) => list('/v1/checkout/sessions', listPages(books, form), form, (row) => showPage(books, row, paths)),
  },
  {
    method: 'GET',
    path: /^\/v1\/checkout\/sessions\/([^/]+)$/,
    answer: ({ books, id, paths }) => showPage(books, pageOf(books, id), paths),
  },
  {
    method: 'POST',
    path: /^\/v1\/checkout\/sessions\/([^/]+)$/,
    answer: ({ books, id, form, paths }) => showPage(books, updatePage(books, id, form), paths),
  },
  {
    method: 'POST',
    path: /^\/v1\/checkout\/sessions\/([^/]+)\/expire$/,
    answer: ({ books, id, paths }) => showPage(books, expirePage(books, id), paths),
  },
  {
    method: 'GET',
    path: /^\/v1\/payment_intents\/([^/]+)$/,
    answer: ({ books, id, paths }) => showIntent(books, intentOf(books, id), paths),
  },
  {
    method: 'POST',
    path: /^\/v1\/payment_intents\/([^/]+)\/capture$/,
    answer: ({ books, id, form, paths }) => showIntent(books, captureIntent(books, id, form), paths),
  },
  {
    method: 'POST',
    path: /^\/v1\/payment_intents\/([^/]+)\/cancel$/,
    answer: ({ books, id, paths }) => showIntent(books, cancelIntent(books, id), paths),
  },
  { method: 'POST', path: /^\/v1\/refunds$/, answer: ({ books, form }) => showRefund(books, createRefund(books, form), []) },
  {
    method: 'GET',
    path: /^\/v1\/refunds$/,
    answer: ({ books, form }) => list('/v1/refunds', newestFirst(books.refunds, form), form, (row) => showRefund(books, row, [])),
  },
  { method: 'GET', path: /^\/v1\/refunds\/([^/]+)$/, answer: ({ books, id }) => showRefund(books, rowOf(books.refunds, 'refund', id), []) },
  { method: 'GET', path: /^\/v1\/charges\/([^/]+)$/, answer: ({ books, id }) => showCharge(books, rowOf(books.charges, 'charge', id), []) },
  {
    method: 'GET',
    path: /^\/v1\/disputes$/,
    answer: ({ books, form }) => list('/v1/disputes', newestFirst(books.disputes, form), form, (row) => showDispute(books, row, [])),
  },
  {
    method: 'GET',
    path: /^\/v1\/disputes\/([^/]+)$/,
    answer: ({ books, id }) => showDispute(books, rowOf(books.disputes, 'dispute', id), []),
  },
]

export type Asked = { method: string; path: string; form: Form }

/** @throws ApiError for what the API refuses */
export const answer = (books: Books, { method, path, form }: Asked): unknown => {
  for (const route of ROUTES) {
    const match = route.method === method ? route.path.exec(path) : null
    if (match) return route.answer({ books, id: match[1] ?? '', form, paths: expansions(form) })
  }
  throw new ApiError(404, { type: 'invalid_request_error', message: `Unrecognized request URL (${method}: ${path}).` })
}

/** The object of an event, by its id. */
export const show = (books: Books, id: string): unknown => {
  const [page, intent, charge, refund, dispute] = [
    books.pages.get(id),
    books.intents.get(id),
    books.charges.get(id),
    books.refunds.get(id),
    books.disputes.get(id),
  ]
  if (page) return showPage(books, page, [])
  if (intent) return showIntent(books, intent, [])
  if (charge) return showCharge(books, charge, [])
  if (refund) return showRefund(books, refund, [])
  if (dispute) return showDispute(books, dispute, [])
  throw broken()
}
