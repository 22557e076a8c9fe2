import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giftCards, type Spend } from '#modules/gift-cards/contract.ts'
import { conformance, type Rig } from '#modules/payments/provider-conformance.ts'
import { fail } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { storedValueProvider } from './provider.ts'

/** Gift cards by their contract, in memory: what is tested here is the provider, not the cards. */
const cardsInMemory = () => {
  const balances = new Map<string, number>()
  const spendings = new Map<string, { spend: Spend; refunds: Map<string, number> }>()
  const givenBack = (payment_id: string) => [...(spendings.get(payment_id)?.refunds.values() ?? [])].reduce((sum, one) => sum + one, 0)
  const faked = fakeModule(giftCards, {
    spend: async (spend) => {
      const code = spend.instrument.code ?? ''
      const balance = balances.get(code)
      if (balance === undefined) throw fail('UNKNOWN_CARD', 'There is no such card.')
      const { amount } = spend.amount
      if (!spendings.has(spend.payment_id)) {
        if (balance < amount) throw fail('BALANCE_TOO_LOW', 'There is not that much on this card.')
        balances.set(code, balance - amount)
        spendings.set(spend.payment_id, { spend, refunds: new Map() })
      }
      return { payment_id: spend.payment_id, balance: { ...spend.amount, amount: balances.get(code) ?? 0 } }
    },
    findSpending: async ({ payment_id }) => {
      const found = spendings.get(payment_id)
      return { spending: found ? { payment_id, amount: found.spend.amount, given_back: givenBack(payment_id) } : null }
    },
    giveBack: async ({ refund_id, payment_id, amount }) => {
      const found = spendings.get(payment_id)
      if (!found) throw fail('NOT_FOUND', 'Nothing was spent.')
      if (found.refunds.has(refund_id)) return { refund_id }
      if (givenBack(payment_id) + amount.amount > found.spend.amount.amount)
        throw fail('REFUND_EXCEEDS_CHARGE', 'That is more than was spent.')
      found.refunds.set(refund_id, amount.amount)
      return { refund_id }
    },
  })
  return { balances, faked }
}

const cards = cardsInMemory()
const shop = await testShop({ giftCards }, [cards.faked])
const provider = storedValueProvider(() => shop.clients.giftCards)

const rig: Rig = {
  provider,
  currency: 'EUR',
  method: 'gift-card',
  can_authorise: false,
  instrument: async ({ amount }) => {
    const code = newId()
    cards.balances.set(code, amount)
    return { code }
  },
}
conformance('stored value', rig)

test('a card that nobody knows, that was tried too often, or with too little on it, is declined and says why', async () => {
  const charge = {
    payment_id: newId(),
    order_id: newId(),
    order_number: '1',
    email: 'a@b.example',
    amount: { amount: 500, currency: 'EUR' },
  }
  const rest = { method: 'gift-card', is_capture_later: false, return_url: '' }
  const unknown = await provider.charge({ ...charge, ...rest, instrument: { code: 'NONE' } })
  assert.deepEqual([unknown.outcome, unknown.problem], ['declined', 'There is no such card.'])
  const tired = await storedValueProvider(() => ({
    ...shop.clients.giftCards,
    spend: () => Promise.reject(fail('TOO_MANY_TRIES', 'Too many codes were tried.', { retry_after: 900 })),
  })).charge({ ...charge, ...rest, instrument: { code: 'NONE' } })
  assert.deepEqual([tired.outcome, tired.problem], ['declined', 'Too many codes were tried.'])
  cards.balances.set('POOR', 499)
  const poor = await provider.charge({ ...charge, ...rest, instrument: { code: 'POOR' } })
  assert.deepEqual([poor.outcome, poor.problem], ['declined', 'There is not that much on this card.'])
})
