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
 * Goes through a file once, from where the run stands: products are read, checked and brought into the shop batch by batch, the refused ones
 * passed over. A dry run does the same and brings nothing: the catalogue only says what it would come to.
 * One batch is read, put together and sent while the one before is being written, so that neither this process nor the database waits for
 * the other; what is done is written down in the order of the file, and after a crash at most two batches are sent again.
 */
export const goThroughFile = async (needs: Imports, run: Run, reading: Reading): Promise<void> => {
  const toInputs = await openInputs(needs, reading, run)
  let under_way = Promise.resolve()
  try {
    for await (const batch of batches(reading, run.products_done)) {
      const good = batch.filter((draft) => draft.product && !draft.problems.some((problem) => problem.is_fatal))
      const before = under_way
      const sent = put(needs, await toInputs(good), run)
      under_way = Promise.allSettled([before, sent]).then(async () => {
        await before
        await writeDown(needs, run, { batch, good, results: await sent })
      })
      under_way.catch(() => {}) // told below; until then it may not count as unheard
      await before
    }
  } finally {
    await under_way
  }
}

/** What is done already is read again, because no later product may have its SKU or address, and passed over. */
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

/** Makes of drafts what the catalogue takes, and the categories they name; one batch at a time, or two would make the same category. */
const openInputs = async (needs: Imports, { view, pictures }: Reading, run: Run) => {
  const categories = await openCategories(needs, view.locale, run)
  return async (drafts: Draft[]): Promise<Wanted[]> => {
    const wanted: Wanted[] = []
    for (const { product, pictures: told, categories: paths } of drafts) {
      if (!product) continue
      const { category_ids, is_missing_some } = await categories.idsOf(paths)
      wanted.push({ product: toInput(product, { category_ids, told, stored: pictures }), is_missing_some })
    }
    return wanted
  }
}

/** `is_missing_some`: a category of it would have to be made first, which a dry run does not. */
type Wanted = { product: ProductInput; is_missing_some: boolean }
type Around = { category_ids: string[]; told: Draft['pictures']; stored: Map<string, string> }

const toInput = (product: NonNullable<Draft['product']>, { category_ids, told, stored }: Around): ProductInput => {
  const variants = product.variants.map(({ picture, ...variant }) => {
    const name = picture && stored.get(picture)
    return name ? { ...variant, picture: name } : variant
  })
  const pictures = told.flatMap(({ source, alt }) => {
    const name = stored.get(source)
    return name ? [{ name, alt }] : []
  })
  return { ...product, variants, category_ids, pictures }
}

type Result = Output<typeof catalog.ops.putProducts>['results'][number]

const put = async ({ catalog }: Imports, wanted: Wanted[], { is_dry_run }: Run): Promise<Result[]> => {
  if (wanted.length === 0) return []
  const products = wanted.map(({ product }) => product)
  const { results } = await catalog.putProducts({ products, keep_unnamed: true, ...(is_dry_run && { dry_run: true }) })
  return results.map((result, i) =>
    result.outcome === 'unchanged' && wanted[i]?.is_missing_some ? { ...result, outcome: 'updated' } : result,
  )
}

/** `results`: what the catalogue made of each good draft, or would make of it. */
type Gone = { batch: Draft[]; good: Draft[]; results: Result[] }

const writeDown = async ({ db }: Imports, run: Run, { batch, good, results }: Gone): Promise<void> => {
  const made = new Map(results.map((result, index) => [good[index], result]))
  const problems = batch.flatMap((draft) => [...draft.problems, ...refusal(made.get(draft), draft)])
  for (const { outcome } of results) run[outcome]++
  run.refused += batch.length - good.length
  const from = run.products_done
  run.products_done += batch.length
  run.lines_done = batch.findLast((draft) => draft.product)?.line ?? run.lines_done // broken lines come before the products around them
  await saveProgress(db, run, { from, problems: countProblems(run, problems) })
}

const refusal = (result: Result | undefined, { line }: Draft): Problem[] =>
  result?.outcome === 'refused' ? [fatal(line, result.code ?? 'REFUSED', result.message ?? 'The catalogue refused this product.')] : []
