import type { Check, Finding } from '#platform/module.ts'
import type { Orders } from './needs.ts'
import type { OrderState } from './shapes.ts'
import { LEADS_TO, ORDER } from './states.ts'

/** What crosses modules or walks through the timeline is asked of the orders that changed within this time, newest first, up to this many. */
const RECENT_HOURS = 48
const RECENT = 5_000
const PAGE = 500

export type Recent = {
  order_id: string
  number: string
  state: OrderState
  currency: string
  paid_amount: number
  refunded_amount: number
  charged_back_amount: number
  is_settled: boolean
  /** changed some minutes ago, and with discounts that are limited */
  has_limited: boolean
  whats: string[]
  units: { variant_id: string; quantity: number }[]
}

/** Asks about the orders that changed lately, a page at a time. Ids rise with time, so that a page can begin after the last. */
export const eachRecent = async (
  { db, clock }: Orders,
  look: (page: Recent[]) => Promise<(Finding | undefined)[]> | (Finding | undefined)[],
): Promise<Finding[]> => {
  const since = new Date(clock.now().getTime() - RECENT_HOURS * 3_600_000)
  const found: Finding[] = []
  let before: string | null = null
  for (let seen = 0; seen < RECENT; seen += PAGE) {
    const { rows }: { rows: Recent[] } = await db.sql<Recent>`
      SELECT order_id, number, state, currency, paid_amount, refunded_amount, orders.charged_back_of(payments) AS charged_back_amount,
        undo_until IS NULL AND editing IS NULL AS is_settled,
        discounts @? '$[*] ? (@.is_limited == true)' AND updated_at < ${clock.now()}::timestamptz - interval '5 minutes' AS has_limited,
        ARRAY(SELECT entry ->> 'what' FROM jsonb_array_elements(timeline) WITH ORDINALITY AS t (entry, place) ORDER BY place) AS whats,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('variant_id', variant_id, 'quantity', quantity) ORDER BY variant_id), '[]') FROM (
          SELECT line ->> 'variant_id' AS variant_id, sum((line ->> 'quantity')::int)::int AS quantity
          FROM jsonb_array_elements(lines) AS line GROUP BY line ->> 'variant_id') unit) AS units
      FROM orders.orders WHERE updated_at >= ${since} AND (${before}::uuid IS NULL OR order_id < ${before}::uuid)
      ORDER BY order_id DESC LIMIT ${PAGE}`
    found.push(...(await look(rows)).filter((one) => one !== undefined))
    before = rows.at(-1)?.order_id ?? null
    if (rows.length < PAGE) break
  }
  return found
}

const partsAddUp = async ({ db }: Orders): Promise<Finding[]> => {
  const { rows } = await db.sql<{ order_id: string; number: string }>`
    SELECT order_id, number FROM orders.orders
    WHERE total_amount <> subtotal_amount - discount_amount + shipping_amount + tax_added_amount OR total_amount <> net_amount + tax_amount OR total_amount < 0
      OR subtotal_amount <> orders.sum_of_lines(lines) OR discount_amount <> orders.sum_at(discounts, '{amount}')
      OR tax_amount <> orders.sum_at(lines, '{tax,tax}') + coalesce((shipping #>> '{tax,tax}')::bigint, 0)
      OR refunded_amount + orders.charged_back_of(payments) > paid_amount OR lines @? '$[*] ? (@.line_total.currency != @.unit_price.currency)'
      OR EXISTS (SELECT FROM jsonb_array_elements(lines) AS line WHERE line #>> '{line_total,currency}' <> currency
        OR (line #>> '{line_total,amount}')::bigint <> (line #>> '{unit_price,amount}')::bigint * (line ->> 'quantity')::int) LIMIT 100`
  return rows.map(({ order_id, number }) => ({ id: order_id, text: `The parts of order ${number} do not come to its total.` }))
}

/** What banks took back stands apart from the refunds: that is theirs to decide, and nothing the shop gave twice. */
const givenOnce = async ({ db }: Orders): Promise<Finding[]> => {
  const { rows } = await db.sql<{ order_id: string; number: string; given: number; paid_amount: number }>`
    SELECT order_id, number, given, paid_amount FROM orders.orders, LATERAL (
      SELECT (credited_amount + coalesce(sum((refund ->> 'amount')::bigint), 0))::bigint AS given
      FROM jsonb_each(payments) AS p (payment_id, payment), jsonb_each(coalesce(payment -> 'refunds', '{}')) AS r (refund_id, refund)) together
    WHERE credited_amount > 0 AND given > paid_amount LIMIT 100`
  return rows.map(({ order_id, number, given, paid_amount }) => ({
    id: order_id,
    text: `For order ${number} ${given} were given back, as money and as store credit, and ${paid_amount} were paid (minor units).`,
  }))
}

const onceEach = async ({ db }: Orders): Promise<Finding[]> => {
  const { rows } = await db.sql<{ id: string; what: string; orders: number }>`
    SELECT cart_id::text AS id, 'cart' AS what, count(*)::int AS orders FROM orders.orders WHERE cart_id IS NOT NULL GROUP BY cart_id, cart_version HAVING count(*) > 1
    UNION ALL
    SELECT request_key::text, 'request', count(*)::int FROM orders.orders WHERE request_key IS NOT NULL GROUP BY request_key HAVING count(*) > 1 LIMIT 100`
  return rows.map(({ id, what, orders }) => ({ id, text: `This ${what} has become ${orders} orders.` }))
}

const numbered = async ({ db }: Orders): Promise<Finding[]> => {
  const { rows } = await db.sql<{ number: string; orders: number }>`
    SELECT number, count(*)::int AS orders FROM orders.orders GROUP BY number HAVING count(*) > 1 LIMIT 100`
  return rows.map(({ number, orders }) => ({ id: number, text: `${orders} orders have the number ${number}.` }))
}

const HOLDING = ['held', 'kept']
const unitsOf = (lines: Recent['units']) => lines.map(({ variant_id, quantity }) => `${variant_id} ${quantity}`).join(' ')

/** Orders under way have exactly their units held; closed ones hold nothing. A decision that can still be taken back, and an edit, may be in between. */
const stockIsHeld = (needs: Orders) =>
  eachRecent(needs, async (page) => {
    const asked = page.filter(({ state, is_settled }) => state !== 'draft' && is_settled)
    const { holds } = await needs.inventory.readHolds({ order_ids: asked.map(({ order_id }) => order_id) })
    const holdOf = new Map(holds.map((hold) => [hold.order_id, hold]))
    return asked.map(({ order_id, number, state, units }) => {
      const hold = holdOf.get(order_id)
      const is_closed = state === 'cancelled' || state === 'rejected'
      const is_right = is_closed
        ? !hold || !HOLDING.includes(hold.state)
        : hold && (HOLDING.includes(hold.state) || hold.state === 'shipped') && unitsOf(hold.lines) === unitsOf(units)
      return is_right ? undefined : { id: order_id, text: `Order ${number} is ${state}; its stock is ${hold?.state ?? 'not held'}.` }
    })
  })

/** Surplus money is none of the order's, and a dispute counts when it is lost: what is disputed is at least what was taken back. */
const moneyIsPaid = (needs: Orders) =>
  eachRecent(needs, async (page) => {
    const { paid } = await needs.payments.readPaid({ order_ids: page.map(({ order_id }) => order_id) })
    const paidOf = Map.groupBy(paid, ({ order_id }) => order_id)
    return page.map(({ order_id, number, currency, paid_amount, refunded_amount, charged_back_amount }) => {
      const told = paidOf.get(order_id) ?? []
      const sum = (of: 'captured_amount' | 'refunded_amount' | 'disputed_amount') => told.reduce((all, one) => all + one[of], 0)
      const is_ours = told.every((one) => one.currency === currency)
      if (
        is_ours &&
        sum('captured_amount') === paid_amount &&
        sum('refunded_amount') === refunded_amount &&
        charged_back_amount <= sum('disputed_amount')
      )
        return undefined
      return {
        id: order_id,
        text: `Order ${number} says ${paid_amount} paid, ${refunded_amount} given back and ${charged_back_amount} charged back; its payments say ${sum('captured_amount')}, ${sum('refunded_amount')} and ${sum('disputed_amount')} disputed (minor units of ${currency}).`,
      }
    })
  })

const WAYS = new Set(
  Object.values(ORDER.moves).flatMap((move) => ('to' in move ? move.from.map((from: OrderState) => `${from} ${move.to}`) : [])),
)

/** Orders begin as a draft, or placed. */
const movedAsPlanned = (needs: Orders) =>
  eachRecent(needs, (page) =>
    page.map(({ order_id, number, state, whats }) => {
      let at: OrderState = 'draft'
      for (const what of whats) {
        const next = LEADS_TO[what]
        if (!next || (next === 'draft' && at === 'draft')) continue // a draft is saved any number of times
        if (!WAYS.has(`${at} ${next}`)) return { id: order_id, text: `Order ${number} was ${at} and then ${what}.` }
        at = next
      }
      return at === state ? undefined : { id: order_id, text: `Order ${number} is ${state}; its timeline leads to ${at}.` }
    }),
  )

/** Rules of the orders that their rows, their stock and their money keep. */
export const bookChecks: Record<string, Check<Orders>> = {
  M5: { title: 'the parts of an order come to its total, in its one currency', find: partsAddUp },
  'M4 credit': { title: 'what is given back as money and as store credit is no more than was paid', find: givenOnce },
  O1: { title: 'what payments took and gave back is what the orders say', find: moneyIsPaid },
  O2: { title: 'a cart or a request becomes one order', find: onceEach },
  O3: { title: 'an order that is under way has exactly its stock held, and a closed one none', find: stockIsHeld },
  'O4 moves': { title: 'orders have only moved as planned', find: movedAsPlanned },
  O5: { title: 'no two orders have one number', find: numbered },
}
