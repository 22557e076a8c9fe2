import type { Call, Input, Output } from '#platform/contract.ts'
import type { catalog } from './contract.ts'
import type { Catalog } from './needs.ts'
import { rehearseProducts } from './rehearse-products.ts'
import { type Outcome, type Request, saveProducts } from './save-products.ts'

type Batch = Input<typeof catalog.ops.putProducts>
type Results = Output<typeof catalog.ops.putProducts>

/**
 * Creates or replaces products, each found by its id, else by its slug, else by any of its SKUs. Repeating it changes nothing.
 * With `keep_unnamed` what a known product has and the input does not name stays (keep-unnamed.ts).
 * A product that breaks a rule is refused by itself, with the code that saving it alone would have failed with. A dry run answers the same
 * and changes nothing.
 */
export const putProducts = async (needs: Catalog, { products, dry_run, keep_unnamed = false }: Batch, _call: Call): Promise<Results> => {
  const requests = products.map((input): Request => ({ input, expects: 'either', keeps_unnamed: keep_unnamed }))
  const outcomes = await (dry_run ? rehearseProducts : saveProducts)(needs, requests)
  return { results: outcomes.map(resultOf) }
}

const resultOf = (outcome: Outcome): Results['results'][number] =>
  outcome.outcome === 'refused'
    ? { outcome: 'refused', product_id: null, code: outcome.failure.code, message: outcome.failure.message }
    : { outcome: outcome.outcome, product_id: outcome.saved.product_id, code: null, message: null }
