import type { ProductDraft } from '#admin/products/product-draft.ts'

/** Why an active product is not sold, or hard to find, in sentences; none for one that is not active or lacks nothing. */
export const missingFor = ({ status, variants, category_ids }: ProductDraft, currencies: readonly string[]): string[] => {
  if (status !== 'active') return []
  const without = currencies.filter((currency) => !variants.some(({ prices }) => prices[currency]?.amount.trim()))
  const named = without.length > 1 ? `${without.slice(0, -1).join(', ')} and ${without.at(-1)}` : without.join()
  return [
    ...(without.length === 0
      ? []
      : [
          without.length === currencies.length
            ? `Nobody can buy it yet: it has no price in ${named}.`
            : `It is not sold in ${named}: it has no price there.`,
        ]),
    ...(category_ids.length === 0 ? ['It is in no category, so it is found by searching only.'] : []),
  ]
}
