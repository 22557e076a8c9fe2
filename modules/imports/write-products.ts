import type { catalog, ProductInput } from '#modules/catalog/contract.ts'
import type { Output } from '#platform/contract.ts'
import { type Categories, openCategories } from './categories.ts'
import { type Draft, fatal, type Problem } from './draft.ts'
import type { Imports } from './needs.ts'
import { countProblems, type Run, saveProgress } from './progress.ts'
import { type Reading, readDrafts } from './read-drafts.ts'

const PRODUCTS_AT_ONCE = 500
const VARIANTS_AT_ONCE = 2_000

/** Brings the products of a checked file into the shop, from where the run stands. Refused ones are passed over. */
export const writeProducts = async (needs: Imports, run: Run, reading: Reading): Promise<void> => {
  const categories = await openCategories(needs, reading.view.locale)
  let place = 0
  let batch: Draft[] = []
  let variants = 0
  for await (const draft of readDrafts(reading)) {
    if (place++ < run.products_done) continue
    batch.push(draft)
    variants += draft.product?.variants.length ?? 0
    if (batch.length < PRODUCTS_AT_ONCE && variants < VARIANTS_AT_ONCE) continue
    await writeBatch(needs, run, { batch, categories, pictures: reading.pictures })
    batch = []
    variants = 0
  }
  if (batch.length > 0) await writeBatch(needs, run, { batch, categories, pictures: reading.pictures })
}

type Batch = { batch: Draft[]; categories: Categories; pictures: Map<string, string> }
type Result = Output<typeof catalog.ops.putProducts>['results'][number]

const writeBatch = async ({ db, catalog }: Imports, run: Run, { batch, categories, pictures }: Batch): Promise<void> => {
  const good = batch.filter((draft) => draft.product && !draft.problems.some((problem) => problem.is_fatal))
  const products: ProductInput[] = []
  for (const draft of good) products.push(...toInput(draft, await categories.idsOf(draft.categories), pictures))
  const results = products.length > 0 ? (await catalog.putProducts({ products })).results : []
  const problems = results.flatMap((result, index) => refusal(result, good[index]!))
  for (const { outcome } of results) run[outcome]++
  run.refused += batch.length - good.length
  const from = run.products_done
  run.products_done += batch.length
  await saveProgress(db, run, { from, problems: countProblems(run, problems) })
}

const toInput = ({ product, pictures: told }: Draft, category_ids: string[], stored: Map<string, string>): ProductInput[] => {
  if (!product) return []
  const variants = product.variants.map(({ picture, ...variant }) => {
    const name = picture && stored.get(picture)
    return name ? { ...variant, picture: name } : variant
  })
  const pictures = told.flatMap(({ source, alt }) => {
    const name = stored.get(source)
    return name ? [{ name, alt }] : []
  })
  return [{ ...product, variants, category_ids, pictures }]
}

const refusal = ({ outcome, code, message }: Result, { line }: Draft): Problem[] =>
  outcome === 'refused' ? [fatal(line, code ?? 'REFUSED', message ?? 'The catalogue refused this product.')] : []
