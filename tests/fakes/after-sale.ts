import type { Clients } from '#storefront/storefront.ts'
import { type Fake, type Note, refuse } from './fake.ts'

/** Gift cards, documents and returns of the shop in memory. */
export const afterSaleOf = (fake: Fake, note: Note): Pick<Clients, 'giftCards' | 'documents' | 'returns'> => ({
  giftCards: {
    check: async ({ code }) => {
      const amount = fake.gift_cards.get(code)
      if (amount === undefined) throw refuse('UNKNOWN_CARD', 422)
      return { balance: { amount, currency: 'USD' }, last4: code.slice(-4), expires_at: null }
    },
    readStoreCredit: async () => ({ balances: [], entries: [] }),
  },
  documents: { listDocuments: async () => ({ documents: [] }) },
  returns: {
    readReturnable: async ({ order_token = '' }) => {
      const order = fake.orders.get(order_token)
      if (!order) throw refuse('NOT_FOUND', 404)
      const lines = order.lines.flatMap(({ line_id, fulfilled_quantity }) =>
        fulfilled_quantity > 0 ? [{ line_id, quantity: fulfilled_quantity }] : [],
      )
      return { can_withdraw: true, return_until: null, withdraw_until: null, lines, returns: [] }
    },
    requestReturn: async (input, call) => {
      note('requestReturn', input, call)
      throw refuse('TOO_LATE', 409)
    },
    withdraw: async (input, call) => {
      note('withdraw', input, call)
      throw refuse('TOO_LATE', 409)
    },
    callOffReturn: async (input, call) => {
      note('callOffReturn', input, call)
      throw refuse('NOT_FOUND', 404)
    },
  },
})
