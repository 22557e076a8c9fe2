import type { Call, Input, Output } from '#platform/contract.ts'
import type { catalog } from './contract.ts'
import type { Catalog } from './needs.ts'
import { type Outcome, saveProducts } from './save-products.ts'

type Batch = Input<typeof catalog.ops.putProducts>
type Results = Output<typeof catalog.ops.putProducts>

/**
 * Creates or replaces products, each found by its id, else by its slug, else by any of its SKUs. Repeating it changes nothing.
 * A product that breaks a rule is refused by itself, with the code that saving it alone would have failed with.
 */
export const putProducts = async (needs: Catalog, { products }: Batch, _call: Call): Promise<Results> => {
  const outcomes = await saveProducts(
    needs,
    products.map((input) => ({ input, expects: 'either' })),
  )
  return { results: outcomes.map(resultOf) }
}

const resultOf = (outcome: Outcome): Results['results'][number] =>
  outcome.outcome === 'refused'
    ? { outcome: 'refused', product_id: null, code: outcome.failure.code, message: outcome.failure.message }
    : { outcome: outcome.outcome, product_id: outcome.saved.product_id, code: null, message: null }
