import type { Needs } from '#platform/module.ts'

export type Inventory = Needs

/** Which news of an order a change follows; null for a direct call, which is always news. */
export type Follows = { order_id: string; order_version: number | null }
