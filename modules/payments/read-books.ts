import type { Input, Output } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { askProvider } from './ask-provider.ts'
import type { payments } from './contract.ts'
import { type Payments, providerNamed } from './needs.ts'

type Books = Output<typeof payments.ops.readBooks>
type Ours = Omit<Books['rows'][number], 'theirs' | 'is_equal'> & { provider_ref: string | null }

/**
 * Our payments beside the provider's books, a page at a time, newest first. As no provider is ever asked without an attempt of ours,
 * asking about every attempt shows both directions: money that only we know of, and money that only the provider knows of.
 * @throws NOT_FOUND PROVIDER_UNREACHABLE
 */
export const readBooks = async (needs: Payments, input: Input<typeof payments.ops.readBooks>): Promise<Books> => {
  const { provider: name, before = null, limit = 100 } = input
  const provider = providerNamed(needs.providers, name)
  if (!provider) throw fail('NOT_FOUND', `There is no payment provider ${name}.`)
  const { rows } = await needs.db.sql<Ours>`
    SELECT payment_id, order_id, provider_ref, state, currency, captured_amount, refunded_amount FROM payments.payments
    WHERE provider = ${name} AND (${before}::uuid IS NULL OR payment_id < ${before}::uuid) ORDER BY payment_id DESC LIMIT ${limit + 1}`
  const page = rows.slice(0, limit)
  const { answer } = await askProvider(needs, { provider: name }, () => provider.readBooks(page))
  if (!answer) throw fail('PROVIDER_UNREACHABLE', 'The provider did not answer. Try again in a moment.')
  const booked = new Map(answer.map((row) => [row.payment_id, row]))
  return { rows: page.map((ours) => beside(ours, booked.get(ours.payment_id))), has_more: rows.length > limit }
}

type Booked = NonNullable<Books['rows'][number]['theirs']>

const beside = ({ provider_ref: _provider_ref, ...ours }: Ours, booked: Booked | undefined): Books['rows'][number] => {
  const theirs = booked
    ? { captured_amount: booked.captured_amount, refunded_amount: booked.refunded_amount, currency: booked.currency }
    : null
  const is_equal = theirs
    ? theirs.captured_amount === ours.captured_amount &&
      theirs.refunded_amount === ours.refunded_amount &&
      theirs.currency === ours.currency
    : ours.captured_amount === 0
  return { ...ours, theirs, is_equal }
}
