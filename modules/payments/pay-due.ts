import { crashPoint } from '#platform/crash-point.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { PayDue, Payment } from './contract.ts'
import type { Payments } from './needs.ts'
import type { PaymentProvider } from './provider.ts'
import { readPayment } from './read-payments.ts'
import { settle } from './settle.ts'

/**
 * Charges an order once. The attempt is a row before the provider is asked, and its id is the key the provider is given,
 * so a crash or a lost answer can be repeated without a second charge. An order has at most one attempt that has taken
 * money or may have: the partial unique index `one_live_payment_per_order` decides between two that come at once.
 * An answer that never comes leaves the payment `unknown`; the reconciler finds out, and nobody is asked to pay twice.
 * @throws UNKNOWN_METHOD { methods } WRONG_AMOUNT when a live attempt is over another amount
 */
export const payDue = async (needs: Payments, due: PayDue): Promise<Payment> => {
  const provider = providerOf(needs.providers, due.method)
  const { payment_id, is_new } = await openAttempt(needs, due, provider.name)
  crashPoint('after the attempt')
  if (!is_new) return resume(needs, payment_id, due)
  return ask(needs, payment_id, () =>
    provider.charge({ payment_id, order_number: due.order_number, email: due.email, amount: due.amount, method: due.method }),
  )
}

export const providerOf = (providers: PaymentProvider[], method: string): PaymentProvider => {
  const provider = providers.find((candidate) => candidate.methods.some((one) => one.method === method))
  if (provider) return provider
  const methods = providers.flatMap((candidate) => candidate.methods.map((one) => one.method))
  throw fail('UNKNOWN_METHOD', `There is no payment method ${method}. There are: ${methods.join(', ') || 'none'}.`, {
    field: 'method',
    methods,
  })
}

type Attempt = { payment_id: string; is_new: boolean }

const openAttempt = async ({ db, clock }: Pick<Payments, 'db' | 'clock'>, due: PayDue, provider: string): Promise<Attempt> => {
  const payment_id = newId(clock.now())
  const { rows } = await db.sql<Attempt>`
    WITH opened AS (
      INSERT INTO payments.payments (payment_id, order_id, order_number, email, method, provider, amount, currency, created_at, looked_at)
      VALUES (${payment_id}, ${due.order_id}, ${due.order_number}, ${due.email}, ${due.method}, ${provider}, ${due.amount.amount},
              ${due.amount.currency}, ${clock.now()}, ${clock.now()})
      ON CONFLICT (order_id) WHERE state IN ('started', 'unknown', 'captured') DO NOTHING
      RETURNING payment_id)
    SELECT payment_id, true AS is_new FROM opened
    UNION ALL
    SELECT payment_id, false FROM payments.payments
    WHERE order_id = ${due.order_id} AND state IN ('started', 'unknown', 'captured') AND NOT EXISTS (SELECT 1 FROM opened)`
  // A twin that committed after this statement began is invisible to it: ask once more, now it can be seen.
  return rows[0] ?? openAttempt({ db, clock }, due, provider)
}

/** There is an attempt already: captured ones are the answer, open ones are looked up at the provider. */
const resume = async (needs: Payments, payment_id: string, due: PayDue): Promise<Payment> => {
  const payment = await readPayment(needs, payment_id)
  if (payment.amount.amount !== due.amount.amount || payment.amount.currency !== due.amount.currency)
    throw fail('WRONG_AMOUNT', 'A payment over another amount is under way for this order.', { field: 'amount', due: payment.amount })
  if (payment.state !== 'started' && payment.state !== 'unknown') return payment
  const provider = providerOf(needs.providers, payment.method)
  return ask(needs, payment_id, async () => {
    const found = await provider.find(payment_id)
    return (
      found ??
      provider.charge({ payment_id, order_number: due.order_number, email: due.email, amount: payment.amount, method: payment.method })
    )
  })
}

/** Asks the provider and settles what it says; silence is settled as `unknown`. */
const ask = async (needs: Payments, payment_id: string, question: () => ReturnType<PaymentProvider['charge']>): Promise<Payment> => {
  const answer = await question().catch((error) => {
    needs.log.warn({ err: error, payment_id }, 'the payment provider did not answer; the reconciler will ask again')
    return undefined
  })
  crashPoint('after the charge')
  const payment = await settle(needs, payment_id, answer)
  crashPoint('after settling')
  return payment
}
