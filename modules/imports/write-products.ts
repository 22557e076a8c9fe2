import type { catalog, ProductInput } from '#modules/catalog/contract.ts'
import type { Output } from '#platform/contract.ts'
import { openCategories } from './categories.ts'
import { type Draft, fatal, type Problem } from './draft.ts'
import type { Imports } from './needs.ts'
import { countProblems, type Run, saveProgress } from './progress.ts'
import { type Reading, readDrafts } from './read-drafts.ts'

const PRODUCTS_AT_ONCE = 500
const VARIANTS_AT_ONCE = 2_000

/**
 * Brings the products of a checked file into the shop, from where the run stands. Refused ones are passed over.
 * One batch is put together and sent while the one before is being written, so that neither this process nor the database waits for the
 * other; what is done is written down in the order of the file, and after a crash at most two batches are sent again.
 */
export const writeProducts = async (needs: Imports, run: Run, reading: Reading): Promise<void> => {
  const categories = await openCategories(needs, reading.view.locale)
  let under_way = Promise.resolve()
  try {
    for await (const batch of batches(reading, run.products_done)) {
      const good = batch.filter((draft) => draft.product && !draft.problems.some((problem) => problem.is_fatal))
      const products: ProductInput[] = []
      for (const draft of good) products.push(...toInput(draft, await categories.idsOf(draft.categories), reading.pictures))
      const before = under_way
      const sent = put(needs, products)
      under_way = Promise.allSettled([before, sent]).then(async () => {
        await before
        await writeDown(needs, run, { size: batch.length, good, results: await sent })
      })
      under_way.catch(() => {}) // told below; until then it may not count as unheard
      await before
    }
  } finally {
    await under_way
  }
}

async function* batches(reading: Reading, done: number): AsyncGenerator<Draft[]> {
  let place = 0
  let batch: Draft[] = []
  let variants = 0
  for await (const draft of readDrafts(reading)) {
    if (place++ < done) continue
    batch.push(draft)
    variants += draft.product?.variants.length ?? 0
    if (batch.length < PRODUCTS_AT_ONCE && variants < VARIANTS_AT_ONCE) continue
    yield batch
    batch = []
    variants = 0
  }
  if (batch.length > 0) yield batch
}

type Result = Output<typeof catalog.ops.putProducts>['results'][number]

const put = async ({ catalog }: Imports, products: ProductInput[]): Promise<Result[]> =>
  products.length > 0 ? (await catalog.putProducts({ products })).results : []

type Written = { size: number; good: Draft[]; results: Result[] }

const writeDown = async ({ db }: Imports, run: Run, { size, good, results }: Written): Promise<void> => {
  const problems = results.flatMap((result, index) => refusal(result, good[index]!))
  for (const { outcome } of results) run[outcome]++
  run.refused += size - good.length
  const from = run.products_done
  run.products_done += size
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
