import { type Failure, fail } from '#platform/errors.ts'

/** What is missing: `wanted` units of a variant of which `available` are free. */
export type Short = { variant_id: string; wanted: number; available: number }

export const outOfStock = ({ variant_id, wanted, available }: Short): Failure =>
  fail('OUT_OF_STOCK', available === 0 ? 'This is sold out.' : `Only ${available} are left, ${wanted} were wanted.`, {
    variant_id,
    wanted,
    available,
  })
