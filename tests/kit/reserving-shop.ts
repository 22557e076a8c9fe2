/** A shop that reserves money first, with a provider whose every answer can be chosen, and the steps of its tests. */
import { paymentsModule } from '#modules/payments/module.ts'
import { memoryProvider } from '#modules/payments/shop-for-tests.ts'
import { newId } from '#platform/ids.ts'
import { ADDRESS, MUG, orderShop } from './order-shop.ts'

export const GUEST = { actor: { kind: 'anonymous' } } as const
export const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const
const UNDO = 10

export const reservingShop = async (given: Parameters<typeof orderShop>[0] = {}) => {
  const memory = memoryProvider()
  const shop = await orderShop({
    capture: 'when_confirmed',
    undo_seconds: UNDO,
    stock: 1_000,
    ...given,
    also: [paymentsModule({ providers: [memory.provider] })],
  })
  const { orders, payments } = shop.clients
  const buy = async (quantity = 2, method: string | null = 'card') => {
    const lines = [{ variant_id: MUG.variant_id, quantity }]
    const placed = await orders.checkout(
      { email: 'ada@example.com', shipping_address: ADDRESS, lines, ...(method && { payment: { method } }) },
      GUEST,
    )
    await shop.settle()
    return placed
  }
  const read = (order_id: string) => orders.readOrder({ order_id }, STAFF)
  const look = async (order_id: string) => {
    const { state, payment_state, paid, reserved, due } = await read(order_id)
    return { state, payment_state, paid: paid.amount, reserved: reserved?.amount, due: due.amount }
  }
  const paymentsOf = async (order_id: string) =>
    (await payments.listPayments({ order_id })).payments.map(({ state, amount, captured_amount }) => [
      state,
      amount.amount,
      captured_amount,
    ])
  const pay = async (order_id: string, method = 'card') => {
    const { due } = await read(order_id)
    shop.clock.move(1) // later payments are listed later
    const payment = await payments.pay({ order_id, amount: due.amount, method }, GUEST)
    await shop.settle()
    return payment
  }
  const edit = async (order_id: string, quantity: number) => {
    const { lines, version } = await read(order_id)
    const line_id = lines[0]?.line_id ?? ''
    await orders.editOrder({ order_id, edit_id: newId(), version, lines: [{ line_id, quantity }] }, STAFF)
    await shop.settle()
  }
  /** the decision can no longer be taken back */
  const finalise = async () => {
    shop.clock.move(UNDO + 1)
    await shop.tick('orders.finalise_decisions')
    await shop.settle()
  }
  const reconcile = async (seconds = 25) => {
    shop.clock.move(seconds)
    await shop.tick('payments.reconcile')
    await shop.settle()
  }
  return { ...shop, ...{ memory, orders, payments, buy, read, look, paymentsOf, pay, edit, finalise, reconcile } }
}
