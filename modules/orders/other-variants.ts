import type { ResolvedVariant } from '#modules/catalog/contract.ts'
import { fail } from '#platform/errors.ts'
import type { Order } from './contract.ts'
import type { Orders } from './needs.ts'

type Wanted = { line_id: string; variant_id?: string | undefined }
/** What an order keeps of a variant. */
export type VariantFacts = Omit<ResolvedVariant, 'is_for_sale'>

/**
 * What is sent instead of lines of an order, by line, with the facts of today as a checkout writes them down: only another variant of the same
 * product, and one that is for sale. One call of the catalogue, none where every line is sent as it was.
 * @throws NOT_EXCHANGEABLE { field, line_id, variant_id }
 */
export const otherVariants = async (
  { catalog }: Orders,
  { lines, locale }: Pick<Order, 'lines' | 'locale'>,
  wanted: Wanted[],
): Promise<Map<string, VariantFacts>> => {
  const others = wanted.flatMap(({ line_id, variant_id }, i) => {
    const line = lines.find((one) => one.line_id === line_id)
    return line && variant_id && line.variant_id !== variant_id ? [{ line, variant_id, field: `lines.${i}.variant_id` }] : []
  })
  if (others.length === 0) return new Map()
  const { variants } = await catalog.resolveVariants({ locale, refs: others.map(({ variant_id }) => ({ variant_id })) })
  return new Map(
    others.map(({ line: { line_id, product_id, title }, variant_id, field }, i) => {
      const variant = variants[i]
      if (!variant?.is_for_sale || variant.product_id !== product_id)
        throw fail('NOT_EXCHANGEABLE', `Only another variant of ${title} that is for sale can be sent instead of it.`, {
          ...{ field, line_id, variant_id },
        })
      const { is_for_sale: _is_for_sale, ...facts } = variant
      return [line_id, facts]
    }),
  )
}
