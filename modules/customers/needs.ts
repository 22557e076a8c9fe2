import type { Contract } from '#platform/contract.ts'
import type { Needs } from '#platform/module.ts'

export type CustomersPorts = {
  /** signs the API's JWTs (HS256): 32 bytes or more, the same in every process of the shop */
  secret: Uint8Array
}

export type Customers = Needs<Record<never, Contract>, CustomersPorts>
