import type { TrailStep } from '#platform/trail-contract.ts'

/** `2 × Stoneware Mug, Sage (MUG-SAGE)`; undefined for what is no move of the stock. */
export const movedUnits = ({ kind, facts }: TrailStep, nameOf: (variant_id: string) => string | undefined): string | undefined => {
  if (kind !== 'stock' || typeof facts.variant_id !== 'string') return undefined
  const units = Math.abs(Number(facts.on_hand_delta) || Number(facts.reserved_delta) || 0)
  return `${units} × ${nameOf(facts.variant_id) ?? 'a variant that is no longer there'}`
}
