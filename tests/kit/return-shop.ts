/** A shop for tests of what comes back: orders, payments, returns, gift cards, documents and ledger are the real ones. */
import assert from 'node:assert/strict'
import { documents } from '#modules/documents/contract.ts'
import { documentsModule } from '#modules/documents/module.ts'
import { giftCards } from '#modules/gift-cards/contract.ts'
import { giftCardsModule } from '#modules/gift-cards/module.ts'
import { ledger } from '#modules/ledger/contract.ts'
import { ledgerModule } from '#modules/ledger/module.ts'
import { returns } from '#modules/returns/contract.ts'
import { returnsModule } from '#modules/returns/module.ts'
import type { Client } from '#platform/contract.ts'
import { newId } from '#platform/ids.ts'
import type { Module } from '#platform/module.ts'
import { ADDRESS, MUG, orderShop } from '#tests/kit/order-shop.ts'

export const STAFF = { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' } } as const
const GUEST = { actor: { kind: 'anonymous' } } as const
export const EUR = (amount: number) => ({ amount, currency: 'EUR' })

type Lent = {
  documents: Client<typeof documents>
  giftCards: Client<typeof giftCards>
  ledger: Client<typeof ledger>
  returns: Client<typeof returns>
}

export const returnShop = async (also: Module[] = [], given: Parameters<typeof orderShop>[0] = {}) => {
  let lent: Lent | undefined
  const reader: Module = {
    ...{ contract: { name: 'reader', title: 'Reader', ops: {}, events: {} }, folder: import.meta.dirname },
    ...{ needs: { documents, giftCards, ledger, returns }, ports: {}, ops: {}, on: {}, every: {}, checks: {} },
    warm: async (needs) => {
      lent = needs as Lent
    },
  }
  const cards = giftCardsModule({ code_key: new Uint8Array(32).fill(7) })
  const shop = await orderShop({
    ...{ stock: 1_000, has_manual: true, ...given },
    also: [documentsModule, ledgerModule, returnsModule, cards, reader, ...also],
  })
  assert.ok(lent)
  const { orders, payments } = shop.clients
  const client = lent.returns

  /** So many of a thing, bought and paid; what is paid by hand was received. */
  const bought = async (method: string, quantity: number, { variant_id = MUG.variant_id, is_received = true } = {}): Promise<string> => {
    const { order_id } = await orders.checkout(
      { email: 'ada@example.com', shipping_address: ADDRESS, payment: { method }, lines: [{ variant_id, quantity }] },
      { ...GUEST, idempotency_key: newId() },
    )
    const { payments: attempts } = await payments.listPayments({ order_id }, STAFF)
    for (const { payment_id, state, amount } of attempts)
      if (is_received && state !== 'captured') await payments.receivePayment({ payment_id, amount }, STAFF)
    await shop.settle()
    return order_id
  }
  const ship = async (order_id: string) => {
    const { state } = await orders.readOrder({ order_id }, STAFF)
    if (state === 'pending') await orders.confirmOrder({ order_id }, STAFF)
    await orders.fulfilOrder({ order_id }, STAFF)
    await shop.settle()
    return order_id
  }
  const shippedBy = async (...given: Parameters<typeof bought>) => ship(await bought(...given))

  /** So many of the first line have come back; `restock` of them can be sold again. */
  const received = async (order_id: string, quantity: number, restock = quantity): Promise<string> => {
    const { token, lines } = await orders.readOrder({ order_id }, STAFF)
    const line_id = lines[0]?.line_id ?? ''
    const return_id = newId()
    await client.requestReturn({ return_id, order_token: token, lines: [{ line_id, quantity }] }, GUEST)
    await client.approveReturn({ return_id }, STAFF)
    await client.receiveReturn({ return_id, lines: [{ line_id, accepted_quantity: quantity, restock_quantity: restock }] }, STAFF)
    return return_id
  }
  const look = async (order_id: string) => {
    const { state, payment_state, paid, refunded, credited, due } = await orders.readOrder({ order_id }, STAFF)
    return { state, payment_state, paid: paid.amount, refunded: refunded.amount, credited: credited?.amount, due: due.amount }
  }
  const isSound = async () => {
    await shop.settle()
    shop.clock.move(11 * 60)
    assert.deepEqual(await shop.audit(), [])
  }
  return { ...shop, ...lent, EUR, bought, ship, shippedBy, received, look, isSound }
}
