/** A shop in memory that answers what the contracts promise: lets pages be tested alone. */
import type { Call } from '#platform/contract.ts'
import type { Failure } from '#platform/errors.ts'
import type { Clients } from '#storefront/storefront.ts'
import { afterSaleOf } from './after-sale.ts'
import { cartsOf } from './carts.ts'
import { type Fake, refuse } from './fake.ts'
import { goodsOf } from './goods-clients.ts'
import { ordersOf } from './orders.ts'
import { type Me, peopleOf } from './people.ts'

export type FakeShop = Fake & { clients: Clients }

export const fakeShop = (): FakeShop => {
  const fake: Fake = {
    shop: {
      shop_name: 'Lantern & Loom',
      locales: ['en', 'de'],
      currencies: ['USD', 'EUR'],
      country: 'DE',
      contact_email: 'hello@lantern-and-loom.example',
      public_url: 'http://localhost:3000',
      prices_include_tax: true,
      hero_picture: null,
    },
    carts: new Map(),
    drafts: new Map(),
    orders: new Map(),
    ways: [],
    gift_cards: new Map(),
    payments: new Map(),
    groups: new Map(),
    only_in_euros: new Set(),
    priced_groups: new Set(['trade']),
    users: new Map(),
    sessions: new Map(),
    calls: [],
    failNext: (op, code, status, details) => void failing.set(op, refuse(code, status, details)),
  }
  const failing = new Map<string, Failure>()
  const note = (op: string, input: unknown, call: Partial<Call> | undefined) => {
    fake.calls.push({ op, input, call })
    const failure = failing.get(op)
    failing.delete(op)
    if (failure) throw failure
  }
  const me: Me = (call) => {
    const found = call?.actor?.kind === 'user' ? fake.users.get(call.actor.user_id) : undefined
    if (!found) throw refuse('SIGN_IN_REQUIRED', 401)
    return found
  }
  return {
    ...fake,
    clients: { ...goodsOf(fake), ...cartsOf(fake, note), ...ordersOf(fake, note), ...afterSaleOf(fake, note), ...peopleOf(fake, note, me) },
  }
}
