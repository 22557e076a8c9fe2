/** Gift cards and the provider over them, together: the same suite as against the fake, on the real ledger of cards. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giftCards } from '#modules/gift-cards/contract.ts'
import { giftCardsModule } from '#modules/gift-cards/module.ts'
import { conformance, type Rig } from '#modules/payments/provider-conformance.ts'
import { newId } from '#platform/ids.ts'
import { testShop } from '#platform/testing.ts'
import { storedValueProvider } from '#plugins/stored-value/provider.ts'

const shop = await testShop({ giftCards }, [giftCardsModule({ code_key: new Uint8Array(32).fill(7) })])
const cards = shop.clients.giftCards
const provider = storedValueProvider(() => cards)

const onCard: Rig = {
  provider,
  currency: 'EUR',
  method: 'gift-card',
  can_authorise: false,
  instrument: async (amount) => {
    const { code } = await cards.credit({ credit_id: newId(), amount, reason: 'test' })
    assert.ok(code)
    return { code }
  },
}
conformance('a gift card', onCard)
conformance('store credit', {
  ...onCard,
  method: 'store-credit',
  instrument: async (amount) => {
    const customer_id = newId()
    await cards.credit({ credit_id: newId(), customer_id, amount, reason: 'test' })
    return { customer_id }
  },
})

test('after all this the cards’ own books are in order', async () => {
  assert.deepEqual(await shop.audit(), [])
})
