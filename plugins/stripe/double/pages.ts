/** Checkout Sessions. https://docs.stripe.com/api/checkout/sessions */
import { type Books, newRef, type PageRow } from './books.ts'
import { invalid, missing } from './errors.ts'
import { type Form, numberAt, textAt, textsAt } from './form.ts'
import { cancelIntent } from './intents.ts'

const KNOWN = new Set(
  'mode submit_type client_reference_id customer_email line_items payment_intent_data adaptive_pricing metadata expires_at success_url cancel_url expand'.split(
    ' ',
  ),
)
/** Smallest charges, for an account that settles in the same currency. https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const SMALLEST: Record<string, number> = {
  usd: 50,
  aed: 200,
  aud: 50,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
}
const LARGEST = 99_999_999
const MINUTE = 60

export const createPage = (books: Books, form: Form): PageRow => {
  const unknown = Object.keys(form).find((name) => !KNOWN.has(name))
  if (unknown) throw invalid(`Received unknown parameter: ${unknown}`, 'parameter_unknown', unknown)
  if (textAt(form, 'mode') !== 'payment') throw invalid('Missing required param: mode.', 'parameter_missing', 'mode')
  const currency = textAt(form, 'line_items.0.price_data.currency') ?? ''
  const amount = (numberAt(form, 'line_items.0.price_data.unit_amount') ?? -1) * (numberAt(form, 'line_items.0.quantity') ?? 0)
  checkAmount(amount, currency)
  const now = books.now()
  const expires_at = numberAt(form, 'expires_at') ?? now + 24 * 60 * MINUTE
  checkTimes(now, expires_at)
  const page: PageRow = {
    id: newRef('cs', books.is_live),
    created: now,
    expires_at,
    amount,
    currency,
    name: textAt(form, 'line_items.0.price_data.product_data.name') ?? '',
    client_reference_id: textAt(form, 'client_reference_id') ?? null,
    customer_email: emailIn(form),
    metadata: textsAt(form, 'metadata'),
    status: 'open',
    intent: null,
    intent_metadata: textsAt(form, 'payment_intent_data.metadata'),
    description: textAt(form, 'payment_intent_data.description') ?? null,
    is_manual: textAt(form, 'payment_intent_data.capture_method') === 'manual',
    success_url: addressIn(form, 'success_url'),
    cancel_url: addressIn(form, 'cancel_url'),
  }
  books.pages.set(page.id, page)
  return page
}

const checkAmount = (amount: number, currency: string): void => {
  if (!/^[a-z]{3}$/.test(currency)) throw invalid(`Invalid currency: ${currency}.`, undefined, 'line_items[0][price_data][currency]')
  if (amount < 0) throw invalid('Invalid integer', 'parameter_invalid_integer', 'line_items[0][price_data][unit_amount]')
  if (['bhd', 'jod', 'kwd', 'omr', 'tnd'].includes(currency) && amount % 10 !== 0)
    throw invalid(`Invalid amount. Amounts in ${currency} must end in 0.`, undefined, 'line_items[0][price_data][unit_amount]')
  if (['isk', 'ugx'].includes(currency) && amount % 100 !== 0)
    throw invalid(
      `Invalid amount. Currency ${currency.toUpperCase()} has become effectively zero-decimal and charged amounts must be evenly divisible by 100.`,
      'invalid_charge_amount_no_decimal_compatible',
    )
  if (amount < (SMALLEST[currency] ?? 1))
    throw invalid(
      `The Checkout Session's total amount due must add up to at least ${SMALLEST[currency] ?? 1} ${currency}`,
      'amount_too_small',
    )
  if (amount > LARGEST) throw invalid(`The Checkout Session's total amount must be no more than ${LARGEST} ${currency}`, 'amount_too_large')
}

const checkTimes = (now: number, expires_at: number): void => {
  if (expires_at < now + 30 * MINUTE)
    throw invalid('The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.', undefined, 'expires_at')
  if (expires_at > now + 24 * 60 * MINUTE)
    throw invalid('The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.', undefined, 'expires_at')
}

const emailIn = (form: Form): string | null => {
  const email = textAt(form, 'customer_email')
  if (email !== undefined && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email))
    throw invalid(`Invalid email address: ${email}`, 'email_invalid', 'customer_email')
  return email ?? null
}

const addressIn = (form: Form, name: string): string => {
  const url = textAt(form, name) ?? ''
  if (!/^https?:\/\/[^/]+/.test(url)) throw invalid('Not a valid URL', 'url_invalid', name)
  return url
}

/** A page past its time is expired, whether or not anybody looks; the event comes with it. */
export const expireDue = (books: Books): void => {
  for (const page of books.pages.values()) if (page.status === 'open' && page.expires_at <= books.now()) close(books, page)
}

export const pageOf = (books: Books, id: string): PageRow => {
  expireDue(books)
  const page = books.pages.get(id)
  if (!page) throw missing('checkout.session', id)
  return page
}

/** Only metadata is changed, by name; the rest stays. https://docs.stripe.com/api/checkout/sessions/update */
export const updatePage = (books: Books, id: string, form: Form): PageRow => {
  const page = pageOf(books, id)
  const unknown = Object.keys(form).find((name) => name !== 'metadata' && name !== 'expand')
  if (unknown) throw invalid(`Received unknown parameter: ${unknown}`, 'parameter_unknown', unknown)
  page.metadata = { ...page.metadata, ...textsAt(form, 'metadata') }
  return page
}

export const expirePage = (books: Books, id: string): PageRow => {
  const page = pageOf(books, id)
  if (page.status !== 'open')
    throw invalid(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${page.status}\`.`,
    )
  close(books, page)
  return page
}

const close = (books: Books, page: PageRow): void => {
  page.status = 'expired'
  if (page.intent) cancelIntent(books, page.intent, 'automatic')
  books.tell('checkout.session.expired', page)
}

/** Newest first, as all lists are. https://docs.stripe.com/api/pagination */
export const listPages = (books: Books, query: Form): PageRow[] => {
  expireDue(books)
  const [gte, lte] = [numberAt(query, 'created.gte') ?? 0, numberAt(query, 'created.lte') ?? Number.MAX_SAFE_INTEGER]
  const intent = textAt(query, 'payment_intent')
  return [...books.pages.values()]
    .reverse()
    .filter(({ created, intent: own }) => created >= gte && created <= lte && (!intent || own === intent))
}
