import { createHash } from 'node:crypto'
import type { Call } from '#platform/contract.ts'
import { crashPoint } from '#platform/crash-point.ts'
import { fail } from '#platform/errors.ts'
import { askProvider } from './ask-provider.ts'
import type { PayDue, Payment } from './contract.ts'
import { letGo } from './let-go.ts'
import { methodOf, type Payments, providerNamed, readSettings } from './needs.ts'
import { type Attempt, openAttempt } from './open-attempt.ts'
import type { Charge, OfferedMethod, PaymentProvider } from './provider.ts'
import { settle } from './settle.ts'

/**
 * Charges an order, or one tender of it, once. The attempt is a row before the provider is asked, and its id is the key the provider is
 * given, so a crash or a lost answer can be repeated without a second charge. A declined attempt may be followed by a new one; a pending
 * one, and money that somebody has promised to bring, is called off first when the shopper wants to pay in another way, or another amount is
 * due by now. An answer that never comes leaves the payment `unknown`; the reconciler finds out, and nobody is asked to pay twice. Three
 * statements with the simulated provider, two of them here.
 * @throws UNKNOWN_METHOD { methods } WRONG_AMOUNT when a live attempt is over another amount · TOO_MANY_TRIES { retry_after }
 */
export const payDue = async (needs: Payments, asked: PayDue, call: Call): Promise<Payment> => {
  const { due, provider, attempt, open } = await begin(needs, asked, call.address ?? null)
  crashPoint('after the attempt')
  if (attempt.is_new) return charge(needs, provider, attempt, due)
  const resumed = await resume(needs, attempt, due)
  return resumed ?? charge(needs, provider, await open(), due)
}

/** As {@link payDue}, but whoever pays in another way, or another amount, is left alone. */
export const payAnew = async (needs: Payments, asked: PayDue): Promise<void> => {
  const { due, provider, attempt } = await begin(needs, asked, null)
  if (attempt.is_new) await charge(needs, provider, attempt, due)
  else if (!isOther(attempt.payment, due)) await resume(needs, attempt, due)
}

const begin = async (needs: Payments, asked: PayDue, address: string | null) => {
  const { provider, offered } = methodOf(needs.providers, asked.method)
  // People and gift cards cannot reserve: what they say has come is here.
  const due = provider.is_by_hand || offered.is_stored_value ? { ...asked, is_capture_later: false } : asked
  const { public_url } = await readSettings(needs)
  const tender = tenderOf(offered, due)
  const open = () => openAttempt(needs, { due, tender, provider: provider.name, public_url, address })
  return { due, provider, attempt: await open(), open }
}

const isOther = ({ method, amount }: Payment, due: PayDue): boolean =>
  method !== due.method || amount.amount !== due.amount.amount || amount.currency !== due.amount.currency

/** Stored value is a tender of its own; everything else is the one main payment. A code is never kept, only what it hashes to. */
export const tenderOf = (
  { is_stored_value }: Pick<OfferedMethod, 'is_stored_value'>,
  { method, instrument, charge_id }: Pick<PayDue, 'method' | 'instrument' | 'charge_id'>,
): string => {
  const card = instrument?.code ? ` ${createHash('sha256').update(instrument.code).digest('hex').slice(0, 16)}` : ''
  return `${is_stored_value ? method + card : 'main'}${charge_id ? ` ${charge_id}` : ''}`
}

const chargeOf = ({ payment, return_url }: Attempt, { order_id, order_number, email, instrument }: PayDue): Charge => {
  const { payment_id, amount, method, is_capture_later } = payment
  return { payment_id, order_id, order_number, email, amount, method, is_capture_later, return_url, ...(instrument && { instrument }) }
}

const charge = async (needs: Payments, provider: PaymentProvider, attempt: Attempt, due: PayDue): Promise<Payment> => {
  const { payment_id } = attempt.payment
  return settled(needs, payment_id, 'answer', () => provider.charge(chargeOf(attempt, due)))
}

/** Asks and settles; silence is settled as `unknown`. */
const settled = async (needs: Payments, payment_id: string, what: string, question: () => ReturnType<PaymentProvider['charge']>) => {
  const heard = await askProvider(needs, { payment_id }, question)
  crashPoint('after the charge')
  const payment = await settle(needs, payment_id, { what, ...heard })
  crashPoint('after settling')
  return payment
}

/**
 * There is an attempt already: what is done is the answer, what is open is looked up at the provider. Undefined when it was called off
 * and a new one may be opened.
 */
const resume = async (needs: Payments, attempt: Attempt, due: PayDue): Promise<Payment | undefined> => {
  const { payment } = attempt
  const { payment_id, provider_ref, state, amount } = payment
  const is_other_amount = amount.amount !== due.amount.amount || amount.currency !== due.amount.currency
  const provider = providerNamed(needs.providers, payment.provider)
  if ((state === 'pending' || (state === 'authorised' && provider?.is_by_hand)) && isOther(payment, due)) {
    const gone = await letGo(needs, payment)
    if (gone.state === 'voided' || gone.state === 'declined') return undefined
  }
  if (is_other_amount)
    throw fail('WRONG_AMOUNT', 'A payment over another amount is under way for this order.', { field: 'amount', due: amount })
  if (!provider || (state !== 'started' && state !== 'unknown' && state !== 'pending')) return payment
  return settled(needs, payment_id, 'answer to a second request', async () => {
    const found = await provider.find({ payment_id, provider_ref })
    return found ?? provider.charge(chargeOf(attempt, { ...due, method: payment.method }))
  })
}
