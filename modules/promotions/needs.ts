import type { Said } from '#platform/contract.ts'
import type { Needs } from '#platform/module.ts'
import type { Evaluate } from './contract.ts'
import type { Promotion } from './shapes.ts'

export type Promotions = Needs

/** What the engine reads of a promotion. */
export type Live = Omit<Promotion, 'created_at' | 'updated_at' | 'version'>

/** Which limit is reached. */
export type UsedUp = 'offer_used_up' | 'code_used_up' | 'used_by_you'

/**
 * A promotion that may apply: by itself, or because its code was typed. `used_up` says so when a limit is reached. `is_promised`: the order
 * that is being changed has it already.
 */
export type Candidate = { promotion: Live; code: string | null; used_up: UsedUp | null; is_promised?: boolean }

/** A basket with what is known of its owner. */
export type Basket = Omit<Evaluate, 'codes' | 'order_id' | 'is_placed'> & { now: Date }

/** What a promotion takes off: from each line of the basket, in their order, and from shipping. Minor units. */
export type Parts = { lines: number[]; shipping: number; text: string; said: Said }
