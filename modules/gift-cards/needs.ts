import type { Contract } from '#platform/contract.ts'
import type { Needs } from '#platform/module.ts'

export type GiftCardsPorts = {
  /** codes are made from it and looked up by it: 32 bytes or more, the same in every process of the shop, for as long as cards are out */
  code_key: Uint8Array
}

export type GiftCards = Needs<Record<never, Contract>, GiftCardsPorts>
