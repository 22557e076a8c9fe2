/** What the parts of the shop in memory share. */

import type { CheckoutDraft } from '#modules/cart/contract.ts'
import type { User } from '#modules/customers/contract.ts'
import type { Order } from '#modules/orders/contract.ts'
import type { Payment } from '#modules/payments/contract.ts'
import type { Shop } from '#modules/settings/contract.ts'
import type { ShippingOption } from '#modules/shipping/contract.ts'
import type { Call } from '#platform/contract.ts'
import { Failure } from '#platform/errors.ts'

export const NOW = '2026-11-21T10:00:00.000Z'

export const refuse = (code: string, status: number, details = {}) => new Failure(code, `fake: ${code}`, details, status)

export type Fake = {
  shop: Shop
  carts: Map<string, { owner: string | null; version: number; lines: Map<string, number> }>
  drafts: Map<string, CheckoutDraft>
  orders: Map<string, Order>
  /** ways to send, amounts in minor units; none: the shop sends nothing */
  ways: (Omit<ShippingOption, 'amount'> & { amount: number })[]
  /** gift cards by code, balances in minor units */
  gift_cards: Map<string, number>
  /** what payments answer when they are asked about a payment */
  payments: Map<string, Partial<Payment>>
  /** to which group of customers a user belongs; one with prices of its own pays half, and a quarter from ten units on */
  groups: Map<string, string>
  /** groups that have prices of their own */
  /** slugs of products that have no price in another currency */
  only_in_euros: Set<string>
  priced_groups: Set<string>
  users: Map<string, User & { password: string }>
  sessions: Map<string, string>
  /** every call that changes something, by name */
  calls: { op: string; input: unknown; call: Partial<Call> | undefined }[]
  /** makes the next call of this operation fail */
  failNext(op: string, code: string, status: number, details?: object): void
}

export type Note = (op: string, input: unknown, call: Partial<Call> | undefined) => void

const way = (method_id: string, title: string, amount: number) => ({
  ...{ method_id, title, text: '2 to 4 working days', amount, tax_class: 'standard', is_pickup: false, min_days: 2, max_days: 4 },
  ...{ carrier: null, pickup: null, why: [] },
})

export const POST = '018f0000-0000-7000-8000-000000000001'
export const COURIER = '018f0000-0000-7000-8000-000000000002'
export const WAYS = [way(POST, 'By post', 500), way(COURIER, 'By courier', 900)]
