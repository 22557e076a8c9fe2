/** The returns of a shop whose neighbours are in memory, for tests. */
import { catalog, type ProductPage } from '#modules/catalog/contract.ts'
import { giftCards } from '#modules/gift-cards/contract.ts'
import { inventory } from '#modules/inventory/contract.ts'
import { type Order, orders } from '#modules/orders/contract.ts'
import { payments } from '#modules/payments/contract.ts'
import { type Settings, settings } from '#modules/settings/contract.ts'
import { type Failure, fail, isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { plainLine, plainOrder } from '#tests/kit/plain-order.ts'
import { plainSettings } from '#tests/kit/plain-settings.ts'
import { returns } from './contract.ts'
import { returnsModule } from './module.ts'

export const EUR = (amount: number) => ({ amount, currency: 'EUR' })
export const known = new Map<string, Order>()
/** what the catalogue has on sale, by product */
export const sold = new Map<string, ProductPage>()
/** what neighbours were asked to do, by the id that makes it one; `cut`: what does not answer just now */
export const done = {
  ...{ refunds: new Map<string, number>(), credits: new Map<string, number>(), restocks: new Map<string, number>(), cut: '' },
  /** returns that orders know, credits whose money payments keep, ids under which payments were asked to refund */
  ...{ recorded: new Set<string>(), kept: new Set<string>(), asked: [] as string[] },
  /** in which language a credit went out by mail */
  mailed: new Map<string, string | undefined>(),
  /** variants that were to be sent instead */
  instead: [] as (string | undefined)[],
  /** what neighbours refuse, or what becomes of a refund */
  refuse: undefined as undefined | 'failed' | 'failed in part' | 'pending' | (() => Failure | Promise<Failure>),
}
const refuseAs = async (...codes: string[]) => {
  const refusal = typeof done.refuse === 'function' ? await done.refuse() : undefined
  if (refusal && codes.includes(refusal.code)) throw refusal
}
export const cancelled: string[] = []
/** what the shop's settings grant */
let granted: Partial<Settings> = {}
export const grant = async (differences: Partial<Settings>) => {
  granted = differences
  await shop.db.changed(shop.db.sql, 'settings')
}
const refuseWhenCut = (name: string) => {
  if (done.cut === name) throw new Error(`${name} does not answer`)
}

const orderOf = (order_id: string): Order => {
  const order = known.get(order_id)
  if (!order) throw fail('NOT_FOUND', 'There is no such order.')
  return order
}
export const shop = await testShop(
  { returns },
  [
    returnsModule,
    fakeModule(orders, {
      readOrder: async ({ order_id }) => orderOf(order_id),
      readPaymentStates: async ({ order_ids }) => ({
        orders: order_ids.map((order_id) => ({ order_id, payment_state: 'paid' as const, credited_amount: 0, reserved_amount: 0 })),
      }),
      trackOrder: async ({ token }) => orderOf(token),
      cancelOrder: async ({ order_id, note = null }) => {
        cancelled.push(order_id)
        const { timeline, ...before } = orderOf(order_id)
        const step = { at: before.updated_at, what: 'cancelled', who: 'shop', note }
        const order = { ...before, state: 'cancelled' as const, timeline: [...timeline, step] }
        known.set(order_id, order)
        return order
      },
      recordReturn: async ({ return_id, order_id, credit }) => {
        if (credit) await refuseAs('MORE_THAN_PAID')
        done.recorded.add(return_id)
        return orderOf(order_id)
      },
      cancelRest: async ({ order_id }) => {
        const order = orderOf(order_id)
        const lines = order.lines
          .filter((line) => line.fulfilled_quantity > 0)
          .map((line) => ({ ...line, quantity: line.fulfilled_quantity }))
        known.set(order_id, { ...order, lines, state: 'fulfilled', fulfilment_state: 'fulfilled' })
        return orderOf(order_id)
      },
      placeReplacement: async ({ replacement_id, order_id, lines }) => {
        await refuseAs('OUT_OF_STOCK', 'HOLD_ENDED', 'NOT_EXCHANGEABLE')
        done.instead = lines.map(({ variant_id }) => variant_id)
        return { ...orderOf(order_id), order_id: replacement_id }
      },
    }),
    fakeModule(catalog, {
      readProduct: async ({ product }) => {
        const page = sold.get(product)
        if (!page) throw fail('NOT_FOUND', 'There is no such product on sale.')
        return page
      },
    }),
    fakeModule(inventory, {
      restock: async ({ restock_id, order_id, lines }) => {
        refuseWhenCut('inventory')
        done.restocks.set(
          restock_id,
          lines.reduce((all, line) => all + line.quantity, 0),
        )
        return { order_id, restocked: true }
      },
    }),
    fakeModule(payments, {
      readPaid: async ({ order_ids }) => ({
        paid: order_ids.map((order_id) => {
          const { paid, refunded } = orderOf(order_id)
          const amounts = { captured_amount: paid.amount, refunded_amount: refunded.amount }
          return { order_id, currency: 'EUR', ...amounts, refunding_amount: 0, disputed_amount: 0, credited_amount: 0 }
        }),
      }),
      keepForCredit: async (credit) => {
        await refuseAs('REFUND_EXCEEDS_CAPTURE')
        done.kept.add(credit.credit_id)
        return credit
      },
      releaseCredit: async ({ credit_id }) => {
        done.kept.delete(credit_id)
        return { credit_id }
      },
      refund: async ({ refund_id, order_id, amount }) => {
        refuseWhenCut('payments')
        done.asked.push(refund_id)
        await refuseAs('REFUND_EXCEEDS_CAPTURE')
        const refs = { refund_id, order_id, payment_id: refund_id, method: 'card', provider: 'memory' }
        const amounts = { ...refs, amount: EUR(100), problem: 'The card is closed.' }
        if (done.refuse === 'failed')
          return { refund_id, order_id, state: 'failed', amount, parts: [{ ...amounts, state: 'failed' }] } as never
        if (done.refuse === 'failed in part') {
          const parts = [
            { ...amounts, state: 'failed' },
            { ...amounts, state: 'done' },
          ]
          return { refund_id, order_id, state: 'failed', amount, parts } as never
        }
        done.refunds.set(refund_id, amount?.amount ?? 0)
        return { refund_id, order_id, state: done.refuse === 'pending' ? 'pending' : 'done', amount: amount ?? EUR(0), parts: [] } as never
      },
    }),
    fakeModule(giftCards, {
      credit: async ({ credit_id, amount, email, locale }) => {
        done.credits.set(credit_id, amount.amount)
        if (email) done.mailed.set(credit_id, locale)
        return { credit_id, code: null, balance: amount } as never
      },
    }),
    fakeModule(settings, { readOwn: async () => plainSettings(granted) }),
  ],
  { pool_size: 20 },
)
export const api = shop.clients.returns
export const staff = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Grace' } } as const
export const failsWith = (code: string) => (error: unknown) => isFailure(error, code)

/** Three mugs that came to 10.00 together, and a lamp; all of it shipped unless said otherwise. */
export const shipped = (differences: Partial<Order> = {}): Order => {
  const line = (title: string, quantity: number, cents: number) =>
    plainLine({
      ...{
        variant_id: newId(),
        product_id: newId(),
        slug: 'thing',
        sku: title.toUpperCase(),
        title,
        quantity,
        fulfilled_quantity: quantity,
      },
      ...{ unit_price: EUR(Math.ceil(cents / quantity)), line_total: EUR(cents) },
    })
  const lines = [line('Mug', 3, 1_000), line('Lamp', 1, 4_900)]
  const parcel = { fulfilment_id: newId(), lines: [], carrier: null, tracking_number: null, tracking_url: null }
  const order = plainOrder({
    ...{ currency: 'EUR', lines, state: 'fulfilled', fulfilment_state: 'fulfilled' },
    fulfilments: [{ ...parcel, shipped_at: shop.clock.now().toISOString() }],
    ...{ paid: EUR(10_000), due: EUR(0), ...differences },
  })
  known.set(order.order_id, order)
  return order
}
export const mugs = (order: Order, quantity: number) => [{ line_id: order.lines[0]!.line_id, quantity }]
export const ask = (order: Order, quantity: number, return_id = newId()) =>
  api.requestReturn({ return_id, order_token: order.order_id, lines: mugs(order, quantity) })

/** Through all steps, with everything accepted and put on the shelf. */
export const settle = async (return_id: string, as: 'refund' | 'store_credit' | 'exchange', more: object = {}) => {
  const { lines } = await api.approveReturn({ return_id }, staff)
  await api.receiveReturn(
    { return_id, lines: lines.map(({ line_id, quantity }) => ({ line_id, accepted_quantity: quantity, restock_quantity: quantity })) },
    staff,
  )
  return api.settleReturn({ return_id, as, ...more }, staff)
}
