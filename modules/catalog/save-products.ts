import { isDeepStrictEqual } from 'node:util'
import { isViolation } from '#platform/db.ts'
import { type Failure, fail, failCommon, isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { claimProducts, Overtaken, releaseProducts } from './claim-products.ts'
import type { ProductInput, Saved } from './contract.ts'
import { showRenditions } from './follow-pictures.ts'
import { showPrices } from './follow-prices.ts'
import { showStock } from './follow-stock.ts'
import { keepUnnamed } from './keep-unnamed.ts'
import type { Catalog } from './needs.ts'
import { type Content, prepareProduct } from './prepare-product.ts'
import { type Facts, readFacts, type Wanted } from './read-facts.ts'
import { readStored, type Stored } from './read-stored.ts'
import { type Count, type Counted, dropPrices, newVariants, restorePrices, setPrices, setStock } from './set-offers.ts'
import { type Change, writeProducts } from './write-products.ts'

/** `new`: must not exist yet. `known`: must exist. `either`: found by slug or SKU, else made. `keeps_unnamed`: as {@link keepUnnamed} says. */
export type Request = {
  input: Omit<ProductInput, 'product_id'> & { product_id?: string; category_slugs?: string[] }
  expects: 'new' | 'known' | 'either'
  keeps_unnamed?: boolean
}
export type Outcome = { outcome: 'created' | 'updated' | 'unchanged'; saved: Saved } | { outcome: 'refused'; failure: Failure }

const MOST_TRIES = 12
const WAIT_MS = 40 // longer each time: a second and a half in all, on average

/**
 * Saves products: claim them, check the rules, set stock and prices (steps, safe to repeat), then write all of them in one transaction.
 * A product that breaks a rule is refused and does not hold up the others. One that differs in nothing is left alone, version included.
 * What a neighbour was told is told back if the save then fails. When others change the same things meanwhile, it starts over.
 */
export const saveProducts = async (needs: Catalog, requests: Request[]): Promise<Outcome[]> => {
  const save = beginSave(needs)
  for (; save.tries <= MOST_TRIES; save.tries++) {
    try {
      await trySave(needs, requests, save)
      return requests.map((request) => save.outcomes.get(request) ?? { outcome: 'refused', failure: crowded() })
    } catch (error) {
      if (!isOvertaken(error)) throw error
    } finally {
      if (save.has_claims) await releaseProducts(needs, save.save_id)
    }
    await new Promise((resume) => setTimeout(resume, Math.random() * WAIT_MS * save.tries))
  }
  throw crowded()
}

export const beginSave = ({ clock }: Catalog): Save => ({
  ...{ save_id: newId(clock.now()), outcomes: new Map(), has_claims: false, tries: 1, counted: new Set() },
})

const crowded = () => failCommon('UNAVAILABLE', 'Others are changing the same products just now. Try again.', { retry_after: 1 })

export type Save = {
  save_id: string
  outcomes: Map<Request, Outcome>
  has_claims: boolean
  tries: number
  /** variants whose stock one of the tries has set, over the level that was seen: what is sent afterwards stays sent */
  counted: Set<string>
}
export type Judged = Counted & { request: Request }

const trySave = async (needs: Catalog, requests: Request[], save: Save): Promise<void> => {
  const open = requests.filter((request) => save.outcomes.get(request)?.outcome !== 'refused')
  const { facts, found } = await lookUp(needs, open)
  const claimed = await claimProducts(
    needs,
    found.flatMap(({ id }) => id ?? []),
    save.save_id,
  )
  save.has_claims ||= claimed.size > 0
  const stored = await readStored(needs, [...claimed])

  const judged: Judged[] = []
  facts.is_crowded = save.tries > 2
  const book: Book = { facts, seen: new Set() }
  for (const { request, product, id } of found) {
    try {
      if (id && !claimed.has(id)) throw busy(id, request, save)
      judged.push(judge({ request, product: { ...product, product_id: id ?? product.product_id }, stored: stored.get(id ?? '') }, book))
    } catch (error) {
      refuse(save, request, error)
    }
  }
  await carryOut(needs, await withoutUnchanged(needs, judged, save), save)
}

/** What the shop knows of these requests, and which product each means, if there is one. */
export const lookUp = async (needs: Catalog, requests: Request[]) => {
  const wanted = requests.map(({ input }) => ({ ...input, product_id: input.product_id ?? newId(needs.clock.now()) }))
  const facts = await readFacts(needs, wanted)
  return { facts, found: requests.map((request, i) => ({ request, product: wanted[i]!, id: knownId(request, facts) })) }
}

/** Who read a version has been overtaken by now; who did not can wait for their turn. */
const busy = (product_id: string, { input }: Request, { tries }: Save) =>
  input.version === undefined && tries < MOST_TRIES ? new Overtaken() : stale(product_id, 'Somebody is saving this product at this moment')

export const refuse = (save: Save, request: Request, error: unknown) => {
  if (!isFailure(error)) throw error
  save.outcomes.set(request, { outcome: 'refused', failure: error })
}

/** The product a request means, as far as that can be known: its id, else whose slug it has, else whose SKU. */
const knownId = ({ input, expects }: Request, facts: Facts): string | undefined => {
  if (input.product_id || expects !== 'either') return input.product_id
  const by_slug = input.slug && facts.product_of_slug.get(input.slug)
  return by_slug || input.variants.map(({ sku }) => facts.variant_of_sku.get(sku)?.product_id).find((id) => id !== undefined)
}

export type Book = { facts: Facts; seen: Set<string> }

/** Applies the rules to one product, and notes what it takes, so that a later one of the same batch cannot take it as well. */
export const judge = (
  { request, product, stored }: { request: Request; product: Wanted; stored: Stored | undefined },
  book: Book,
): Judged => {
  const { product_id } = product
  if (request.expects === 'known' && !stored) throw fail('NOT_FOUND', 'There is no such product.', { product_id })
  if (book.seen.has(product_id)) throw stale(product_id, 'This product is in the batch twice')
  if (stored && product.version !== undefined && product.version !== stored.version)
    throw stale(product_id, `This product has been changed since version ${product.version}; it is at ${stored.version}`)

  const prepared = prepareProduct(product, stored, book.facts)
  const content = stored && request.keeps_unnamed ? keepUnnamed(prepared, product, stored) : prepared
  if (request.expects === 'new' && stored && !isSame(content, stored)) throw stale(product_id, 'There is another product with this id')
  book.seen.add(product_id)
  book.facts.product_of_slug.set(content.slug, product_id)
  for (const { sku, variant_id } of content.variants) book.facts.variant_of_sku.set(sku, { variant_id, product_id })
  const counts = new Map(
    content.variants.flatMap(({ variant_id }, i) => {
      const count = countOf(product.variants[i])
      return count ? [[variant_id, count] as const] : []
    }),
  )
  return { request, content, stored, counts, in_stock: new Map(), reductions: new Map() }
}

const countOf = ({ on_hand, on_hand_was }: Partial<Count> = {}): Count | undefined =>
  on_hand === undefined ? undefined : { on_hand, ...(on_hand_was === undefined ? {} : { on_hand_was }) }

const stale = (product_id: string, what: string) => fail('STALE', `${what}. Read it again and repeat the change.`, { product_id })

const isSame = (content: Content, { version, created_at, updated_at, ...stored }: Stored): boolean => isDeepStrictEqual(content, stored)

/**
 * Leaves out what differs in nothing, neither in its content nor in the units on the shelf. A level that was seen as another goes to
 * inventory, though it may be as wanted by now: whether that was this change or somebody else's, only inventory knows.
 */
export const withoutUnchanged = async ({ inventory }: Catalog, judged: Judged[], save: Save): Promise<Judged[]> => {
  const same = judged.filter(({ content, stored }) => stored && isSame(content, stored))
  const variant_ids = same.flatMap(({ counts }) => [...counts.keys()])
  const levels = variant_ids.length > 0 ? (await inventory.readLevels({ variant_ids })).levels : []
  const level_of = new Map(levels.map(({ variant_id, on_hand }) => [variant_id, on_hand]))
  const stays = ([variant_id, { on_hand, on_hand_was = on_hand }]: [string, Count]) =>
    on_hand === on_hand_was && (level_of.get(variant_id) ?? 0) === on_hand
  const unchanged = new Set(same.filter(({ counts }) => [...counts].every(stays)))
  for (const { request, content, stored } of unchanged)
    save.outcomes.set(request, { outcome: 'unchanged', saved: savedAs(content, stored?.version ?? 1) })
  return judged.filter((change) => !unchanged.has(change))
}

const carryOut = async (needs: Catalog, judged: Judged[], save: Save): Promise<void> => {
  const refused = await setStock(needs, judged, save.counted)
  for (const [{ request }, failure] of refused) refuse(save, request, failure)
  const changes = judged.filter((change) => !refused.has(change))
  if (changes.length === 0) return
  const versions = await writeWithPrices(needs, changes, save.save_id)
  const kept = new Set(changes.flatMap(({ content }) => content.variants.map(({ variant_id }) => variant_id)))
  const before = changes.flatMap(({ stored }) => stored?.variants.map(({ variant_id }) => variant_id) ?? [])
  await dropPrices(
    needs,
    before.filter((variant_id) => !kept.has(variant_id)),
  )
  await catchUpWithPictures(needs, changes)
  await showStock(
    needs,
    changes.flatMap(({ counts }) => [...counts.keys()]),
  )
  await showPrices(needs, changes.flatMap(newVariants)) // a sale that began after the look was told before there was anybody to know the variant
  for (const { request, content, stored } of changes)
    save.outcomes.set(request, {
      outcome: stored ? 'updated' : 'created',
      saved: savedAs(content, versions.get(content.product_id) ?? 1),
    })
}

const writeWithPrices = async (needs: Catalog, changes: Change[], save_id: string) => {
  try {
    await setPrices(needs, changes)
    return await writeProducts(needs, changes, save_id)
  } catch (error) {
    await restorePrices(needs, changes)
    throw error
  }
}

/** A picture without renditions may have become ready between the look and the write; from the write on its event finds the product. */
const catchUpWithPictures = async (needs: Catalog, changes: Change[]) => {
  const names = new Set(changes.flatMap(({ content }) => content.pictures.flatMap(({ name, widths }) => (widths.length === 0 ? name : []))))
  if (names.size === 0) return
  const { pictures } = await needs.media.describePictures({ names: [...names] })
  const ready = pictures.filter((picture) => picture !== null).filter(({ widths }) => widths.length > 0)
  if (ready.length > 0) await showRenditions(needs, ready)
}

export const savedAs = ({ product_id, slug, variants }: Content, version: number): Saved => ({
  product_id,
  slug,
  version,
  variant_ids: variants.map(({ variant_id }) => variant_id),
})

/** Constraints that only somebody else's save can break, once the rules were found to hold. */
const GUARDS = ['slug_names_one_product', 'sku_names_one_variant', 'product_categories_category_id_fkey']

const isOvertaken = (error: unknown): boolean => error instanceof Overtaken || GUARDS.some((guard) => isViolation(error, guard))
