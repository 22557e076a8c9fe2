import type { Call, Output } from '#platform/contract.ts'
import { addValue } from './add-value.ts'
import { codeOfCard, idOfCreditCard, idOfStoreCredit } from './card-codes.ts'
import type { Credit, giftCards } from './contract.ts'
import type { GiftCards } from './needs.ts'
import { whoOf } from './who.ts'

/**
 * Adds to a customer's store credit, in minor units; without a customer it makes a card, which is sent to the e-mail if there is one, in
 * the language that is named. The same credit_id again adds nothing and tells the same code. One statement; a second when it was there.
 * @throws KEY_REUSED when the credit_id has credited another amount or another customer
 */
export const credit = async (needs: GiftCards, asked: Credit, call: Call): Promise<Output<typeof giftCards.ops.credit>> => {
  const { credit_id, customer_id = null, email = null, locale = null, order_id = null, amount, reason } = asked
  const instrument_id = customer_id ? idOfStoreCredit(customer_id, amount.currency) : idOfCreditCard(credit_id)
  const code = customer_id ? null : codeOfCard(needs, instrument_id)
  const { balance } = await addValue(needs, {
    instrument_id,
    kind: 'credit',
    cause_id: credit_id,
    amount,
    code,
    customer_id,
    email: customer_id ? null : email,
    locale: customer_id ? null : locale,
    message: null,
    expires_at: null,
    reason,
    order_id,
    ...whoOf(call),
  })
  return { credit_id, code, balance: { amount: balance, currency: amount.currency } }
}
