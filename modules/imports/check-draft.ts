import { ProductInput } from '#modules/catalog/contract.ts'
import { problemOf } from '#platform/input.ts'
import { type Draft, fatal, note, type Problem } from './draft.ts'

/** A check of one file, product by product; remembers what came before, because no two products may share an SKU or an address. */
export const openCheck = (pictures: Map<string, string>) => {
  const slugs = new Map<string, number>()
  const skus = new Map<string, number>()
  return (draft: Draft): Draft => {
    const { product, line } = draft
    const problems = [...draft.problems, ...pictureProblems(draft, pictures)]
    if (product && !problems.some((problem) => problem.is_fatal)) {
      const wrong = shapeProblem(draft) ?? twinProblem(draft) ?? takenProblem(draft, { slugs, skus })
      if (wrong) problems.push(wrong)
      else {
        if (product.slug) slugs.set(product.slug, line)
        for (const { sku } of product.variants) skus.set(sku, line)
      }
    }
    const reasons = problems.filter((problem) => problem.is_fatal)
    return { ...draft, problems: onceEach(reasons.length > 0 ? reasons : problems) } // remarks on what does not come in are noise
  }
}

/** What the catalogue would not take, told in its words; what the file calls its pictures is none of the catalogue's. */
const shapeProblem = ({ product, line }: Draft): Problem | undefined => {
  const variants = product?.variants.map(({ picture: _picture, ...variant }) => variant)
  const wrong = problemOf(ProductInput, { ...product, variants, category_ids: [], pictures: [] })
  return wrong ? fatal(line, 'NOT_VALID', wrong.replace(/^\//, '').replaceAll('/', '.')) : undefined
}

const twinProblem = ({ product, line }: Draft): Problem | undefined => {
  const seen = new Set<string>()
  for (const { options } of product?.variants ?? []) {
    const values = Object.values(options).join(' / ')
    if (seen.has(values))
      return fatal(
        line,
        'DUPLICATE_VARIANT',
        `Two variants are ${values ? `"${values}"` : 'without options'}; each needs options of its own.`,
      )
    seen.add(values)
  }
  return undefined
}

type Taken = { slugs: Map<string, number>; skus: Map<string, number> }

const takenProblem = ({ product, line }: Draft, { slugs, skus }: Taken): Problem | undefined => {
  const earlier = product?.slug ? slugs.get(product.slug) : undefined
  if (earlier)
    return fatal(line, 'DUPLICATE_PRODUCT', `"${product?.slug}" began on line ${earlier}; the lines of one product must follow each other.`)
  const own = new Set<string>()
  for (const { sku } of product?.variants ?? []) {
    const where = skus.get(sku) ?? (own.has(sku) ? line : undefined)
    if (where) return fatal(line, 'DUPLICATE_SKU', `The SKU ${sku} is taken by the product of line ${where}; each variant needs its own.`)
    own.add(sku)
  }
  return undefined
}

const ADDRESS = /^https?:\/\//i

/** One problem a product, however many pictures are missing. */
const pictureProblems = ({ line, pictures }: Draft, known: Map<string, string>): Problem[] => {
  const missing = pictures.filter(({ source }) => !known.has(source))
  const addresses = missing.filter(({ source }) => ADDRESS.test(source))
  const paths = missing.filter(({ source }) => !ADDRESS.test(source))
  const list = (some: Draft['pictures']) =>
    `${some.length} ${some.length === 1 ? 'picture' : 'pictures'} (${some[0]?.source.slice(0, 200)}${some.length > 1 ? ', ...' : ''})`
  return [
    ...(addresses.length > 0
      ? [note(line, 'PICTURE_NOT_FETCHED', `${list(addresses)} at other addresses: not fetched, upload them.`)]
      : []),
    ...(paths.length > 0 ? [note(line, 'PICTURE_NOT_FOUND', `${list(paths)} not found beside the file.`)] : []),
  ]
}

/** Ten variants with the same remark are one remark. */
const onceEach = (problems: Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [`${problem.code} ${problem.message}`, problem])).values(),
]
