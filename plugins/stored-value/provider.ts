import type { giftCards } from '#modules/gift-cards/contract.ts'
import type { Known, Outcome, PaymentProvider } from '#modules/payments/provider.ts'
import type { Client, Money } from '#platform/contract.ts'
import { isFailure } from '#platform/errors.ts'

/** Codes that mean no, and not that the answer got lost. */
const REFUSALS = ['UNKNOWN_CARD', 'BALANCE_TOO_LOW', 'KEY_REUSED', 'TOO_MANY_TRIES']

/**
 * Gift cards and store credit as payments sees them: each a tender of its own, spent at once, and given back to where it came from.
 * Not on the list of methods: the checkout takes codes and balances in fields of their own.
 */
export const storedValueProvider = (giftCardsClient: () => Client<typeof giftCards>): PaymentProvider => {
  const find = async ({ payment_id }: Known): Promise<Outcome | null> => {
    const { spending } = await giftCardsClient().findSpending({ payment_id })
    return spending && spent(payment_id, spending.amount)
  }
  return {
    name: 'stored-value',
    methods: [
      { method: 'gift-card', title: 'Gift card', text: 'Spends what is on the card.', ...STORED },
      { method: 'store-credit', title: 'Store credit', text: 'Spends what the shop owes the customer.', ...STORED },
    ],
    charge: async ({ payment_id, order_id, amount, instrument = {} }) => {
      try {
        await giftCardsClient().spend({ payment_id, order_id, instrument, amount })
        return spent(payment_id, amount)
      } catch (error) {
        if (!isFailure(error) || !REFUSALS.includes(error.code)) throw error
        return { ...spent(payment_id, amount), outcome: 'declined', problem: error.message }
      }
    },
    find,
    // Spent at once: there is nothing left to take, and it is too late to let go.
    capture: (known) => standing(find, known),
    void: (known) => standing(find, known),
    refund: async ({ refund_id, payment_id, amount }) => {
      const answer = { provider_ref: refund_id, problem: null }
      try {
        await giftCardsClient().giveBack({ refund_id, payment_id, amount })
        return { ...answer, state: 'done' }
      } catch (error) {
        if (!isFailure(error, 'REFUND_EXCEEDS_CHARGE') && !isFailure(error, 'NOT_FOUND')) throw error
        return { ...answer, state: 'failed', problem: error.message }
      }
    },
    readWebhook: async () => undefined,
    readBooks: async (payments) => {
      const books = await Promise.all(payments.map(({ payment_id }) => giftCardsClient().findSpending({ payment_id })))
      return books.flatMap(({ spending }) =>
        spending
          ? [
              {
                ...{ payment_id: spending.payment_id, provider_ref: spending.payment_id, currency: spending.amount.currency },
                ...{ captured_amount: spending.amount.amount, refunded_amount: spending.given_back },
              },
            ]
          : [],
      )
    },
  }
}

const STORED = { is_test: false, is_offered: false, is_stored_value: true } as const

const spent = (payment_id: string, amount: Money): Outcome => ({
  ...{ outcome: 'captured', provider_ref: payment_id, amount, problem: null, redirect_url: null },
})

const standing = async (find: PaymentProvider['find'], known: Known): Promise<Outcome> => {
  const outcome = await find(known)
  if (!outcome) throw new Error(`nothing was spent for the payment ${known.payment_id}`)
  return outcome
}
