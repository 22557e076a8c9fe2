import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryProvider, memoryVault, paymentShop } from './shop-for-tests.ts'

const hand = {
  ...memoryProvider().provider,
  name: 'hand',
  is_by_hand: true,
  methods: [{ method: 'cash', title: 'Cash', text: '', is_test: false }],
}
const { clients } = await paymentShop([memoryProvider().provider, hand, memoryVault().provider])

test('shoppers see what they can choose; who has to name every payment sees the rest too, and which money staff count', async () => {
  const names = async (input: object) =>
    (await clients.payments.listMethods(input)).methods.map(({ method, is_by_hand }) => (is_by_hand ? `${method} by hand` : method))
  assert.deepEqual(await names({}), ['card', 'declined', 'page', 'cash by hand'])
  assert.deepEqual(await names({ with_unoffered: true }), ['card', 'declined', 'page', 'cash by hand', 'gift-card'])
})
