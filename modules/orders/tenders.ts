import type { Money } from '#platform/contract.ts'
import { fail, isFailure } from '#platform/errors.ts'
import type { Problem } from './goods.ts'
import type { Orders } from './needs.ts'

/**
 * What a gift card or store credit is to pay, fixed with the order: a repeated request asks for the same amounts, whatever was taken in
 * between. The code of a card is not kept; `nth` says which of the request's codes it is.
 */
export type Tender = { method: 'gift-card' | 'store-credit'; nth: number; last4: string | null; amount: number }

export type Wallet = { gift_card_codes: string[]; store_credit_of: string | null }
export type Share = Tender & { balance: Money }

/**
 * Shares a total out: the cards first, in the order given, then store credit, each as far as it reaches; the rest is for the main payment. A
 * card counts once, in whatever ways its code was typed. One statement for each of them.
 */
export const planTenders = async ({ giftCards }: Orders, { gift_card_codes, store_credit_of }: Wallet, total: Money) => {
  const { currency } = total
  const asked = [
    ...[...new Set(gift_card_codes)].map((code) => ({
      method: 'gift-card' as const,
      nth: gift_card_codes.indexOf(code),
      instrument: { code },
    })),
    ...(store_credit_of ? [{ method: 'store-credit' as const, nth: 0, instrument: { customer_id: store_credit_of } }] : []),
  ]
  const found = await Promise.all(
    asked.map(({ instrument, ...ask }) =>
      giftCards.readBalance({ instrument, currency }).then(
        ({ instrument_id, balance, last4 }) => ({ ...ask, instrument_id, balance, last4 }),
        (error) => {
          if (isFailure(error, 'UNKNOWN_CARD')) return { ...ask, instrument_id: null, balance: null, last4: null }
          throw error
        },
      ),
    ),
  )
  const shares: Share[] = []
  const problems: Problem[] = []
  const counted = new Set<string>()
  let due = total.amount
  for (const { instrument_id, balance, ...ask } of found) {
    if (!balance) {
      problems.push(unknownCard(ask.method === 'gift-card' ? `gift_card_codes.${ask.nth}` : 'use_store_credit'))
      continue
    }
    if (counted.has(instrument_id)) continue
    counted.add(instrument_id)
    const amount = Math.max(0, Math.min(balance.amount, due))
    due -= amount
    shares.push({ ...ask, balance, amount })
  }
  return { shares, problems, due: { amount: due, currency } }
}

const unknownCard = (field: string): Problem => fail('UNKNOWN_CARD', 'There is no such gift card, or nothing is left on it.', { field })
