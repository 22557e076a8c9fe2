import type { Call } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import { askProvider } from './ask-provider.ts'
import type { Payment } from './contract.ts'
import { type Payments, providerNamed } from './needs.ts'
import { readPayment } from './read-payments.ts'
import { settle } from './settle.ts'

/**
 * Lets go of money that is reserved, or calls off what is pending, for a payment that was marked (`void_asked_at`) before. The provider
 * may say that it was too late; then it is captured. When no answer comes the mark stays, and the reconciler asks again.
 */
export const letGo = async (needs: Payments, { payment_id, provider: name, provider_ref }: Payment): Promise<Payment> => {
  const provider = providerNamed(needs.providers, name)
  const { db, clock } = needs
  await db.sql`
    WITH marked AS (
      UPDATE payments.payments SET void_asked_at = coalesce(void_asked_at, ${clock.now()}::timestamptz), looked_at = ${clock.now()}
      WHERE payment_id = ${payment_id} AND state IN ('started', 'unknown', 'pending', 'authorised')
      RETURNING payment_id)
    INSERT INTO payments.messages (payment_id, at, direction, what, body) SELECT payment_id, ${clock.now()}::timestamptz, 'out', 'void', '{}' FROM marked`
  const heard = await askProvider(needs, { payment_id }, async () => {
    if (!provider) throw new Error(`the provider ${name} is not set up`)
    return provider.void({ payment_id, provider_ref })
  })
  if (!heard.answer) return readPayment(needs, payment_id)
  return settle(needs, payment_id, { what: 'answer to a void', ...heard })
}

/**
 * For staff: lets go of reserved money. Again, it is let go already. Of a capture and a void at once the row lets one begin.
 * @throws NOT_FOUND NOT_ALLOWED_IN_STATE { state } CAPTURE_UNDER_WAY PROVIDER_UNREACHABLE
 */
export const voidPayment = async (needs: Payments, { payment_id }: { payment_id: string }, _call?: Call): Promise<Payment> => {
  const { db, clock } = needs
  const { count } = await db.sql`
    UPDATE payments.payments p SET void_asked_at = coalesce(void_asked_at, ${clock.now()}::timestamptz)
    WHERE payment_id = ${payment_id} AND state IN ('authorised', 'pending') AND capture_amount IS NULL`
  const payment = await readPayment(needs, payment_id) // by a statement of its own: what a twin wrote while ours waited is seen
  const { state } = payment
  if (state === 'voided') return payment
  if (count === 0 && state === 'authorised')
    throw fail('CAPTURE_UNDER_WAY', 'This payment is being captured; it can be refunded afterwards.')
  if (count === 0) throw fail('NOT_ALLOWED_IN_STATE', `This payment is ${state}; only reserved or pending money can be let go.`, { state })
  const gone = await letGo(needs, payment)
  if (gone.state === 'authorised' || gone.state === 'pending')
    throw fail('PROVIDER_UNREACHABLE', 'The provider did not answer. The money is let go of as soon as it does.')
  return gone
}
