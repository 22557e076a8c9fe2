/** What the parts of the shop in memory share. */
import type { User } from '#modules/customers/contract.ts'
import type { Order } from '#modules/orders/contract.ts'
import type { Shop } from '#modules/settings/contract.ts'
import type { Call } from '#platform/contract.ts'
import { Failure } from '#platform/errors.ts'

export const NOW = '2026-11-21T10:00:00.000Z'

export const refuse = (code: string, status: number, details = {}) => new Failure(code, `fake: ${code}`, details, status)

export type Fake = {
  shop: Shop
  carts: Map<string, { owner: string | null; version: number; lines: Map<string, number> }>
  orders: Map<string, Order>
  users: Map<string, User & { password: string }>
  sessions: Map<string, string>
  /** every call that changes something, by name */
  calls: { op: string; input: unknown; call: Partial<Call> | undefined }[]
  /** makes the next call of this operation fail */
  failNext(op: string, code: string, status: number, details?: object): void
}

export type Note = (op: string, input: unknown, call: Partial<Call> | undefined) => void
