import { askProvider } from './ask-provider.ts'
import type { Payment } from './contract.ts'
import { type Payments, providerNamed } from './needs.ts'
import { readPayment } from './read-payments.ts'
import { settle } from './settle.ts'

/**
 * Asks the provider now, for the page the shopper comes back to, so that nobody waits for a webhook. What the address of that page says
 * counts for nothing. A payment with a last word is answered as it is. @throws NOT_FOUND
 */
export const lookUpPayment = async (needs: Payments, { payment_id }: { payment_id: string }): Promise<Payment> => {
  const payment = await readPayment(needs, payment_id)
  const provider = providerNamed(needs.providers, payment.provider)
  if (!provider || provider.is_by_hand || !['started', 'unknown', 'pending'].includes(payment.state)) return payment
  const heard = await askProvider(needs, { payment_id }, () => provider.find({ payment_id, provider_ref: payment.provider_ref }))
  if (!heard.answer || heard.answer.outcome === payment.state) return payment
  return settle(needs, payment_id, { what: 'answer to a question', answer: heard.answer })
}
