import type { Explain, Explained, Reduction } from './contract.ts'
import { lowestBefore, type Stretch } from './lowest-price.ts'
import type { Pricing } from './needs.ts'
import { priceOf } from './price-of.ts'
import { readCandidates } from './read-candidates.ts'

/**
 * What one unit of these variants costs everyone just now, in every currency, where a sale or a list makes that lower than the base price or
 * it is reduced by hand; with a reduction goes the lowest price of the 30 days before. The price of a list is no reduction and has neither.
 * Computed from what holds now and `past_prices`, so it is right whether or not a timer ran. Three statements for any number, two while
 * none is reduced, one while none of those that are had another price before and no list is active.
 */
export const readReductions = async (needs: Pricing, { variant_ids }: { variant_ids: string[] }): Promise<{ reductions: Reduction[] }> => {
  const { rows } = await needs.db.sql<{
    variant_id: string
    currency: string
    amount: number
    compare_at_amount: number | null
    is_only_price: boolean
  }>`
    SELECT variant_id, currency, amount, compare_at_amount, coalesce(compare_at_amount > amount, false)
        AND NOT EXISTS (SELECT FROM pricing.price_lists WHERE is_active)
        AND NOT EXISTS (SELECT FROM pricing.past_prices before WHERE before.variant_id = p.variant_id) AS is_only_price
    FROM pricing.prices p WHERE variant_id = ANY(${variant_ids}::uuid[])
      AND (compare_at_amount > amount OR EXISTS (SELECT FROM pricing.price_lists l
        WHERE customer_group IS NULL AND is_active AND coalesce(starts_at <= ${needs.clock.now()}, true) AND coalesce(ends_at > ${needs.clock.now()}, true)
          AND (off_basis_points IS NOT NULL OR EXISTS (SELECT FROM pricing.list_prices e
            WHERE (e.list_id, e.variant_id, e.currency, e.min_quantity) = (l.list_id, p.variant_id, p.currency, 1)))))`
  const reductions: Reduction[] = rows.flatMap(({ is_only_price, compare_at_amount, ...price }) =>
    is_only_price && compare_at_amount !== null ? [{ ...price, compare_at_amount, lowest_amount: null }] : [],
  )
  const others = rows.filter(({ is_only_price }) => !is_only_price)
  for (const currency of new Set(others.map((row) => row.currency))) {
    const asked = others.flatMap((row) => (row.currency === currency ? row.variant_id : []))
    reductions.push(...(await reductionsIn(needs, currency, asked)))
  }
  return { reductions }
}

const reductionsIn = async (needs: Pricing, currency: string, variant_ids: string[]): Promise<Reduction[]> => {
  const candidates = await readCandidates(needs, { variant_ids, currency, customer_group: null })
  const prices = variant_ids.flatMap((variant_id) => {
    const price = priceOf(candidates.get(variant_id) ?? [], 1, currency)
    return price ? [{ variant_id, ...price, source: price.why.at(-1)?.id ?? null }] : []
  })
  const reduced = prices.flatMap(({ variant_id, compare_at_amount }) => (compare_at_amount === null ? [] : variant_id))
  const stretches = reduced.length > 0 ? await readStretches(needs, reduced, currency) : new Map<string, Stretch[]>()
  return prices.flatMap(({ variant_id, amount, compare_at_amount, source }): Reduction[] => {
    if (compare_at_amount === null) return source === null ? [] : [{ variant_id, currency, amount, compare_at_amount, lowest_amount: null }]
    const known = stretches.get(variant_id) ?? []
    const began_at = Math.max(...known.filter((one) => one.source === source && one.until === null).map((one) => one.since))
    return [{ variant_id, currency, amount, compare_at_amount, lowest_amount: lowestBefore(known, began_at) }]
  })
}

/** What everyone could buy one unit of each variant for, now (`until` null) and in the months before. */
const readStretches = async ({ db, clock }: Pricing, variant_ids: string[], currency: string): Promise<Map<string, Stretch[]>> => {
  const { rows } = await db.sql<{
    variant_id: string
    source: string | null
    amount: number | null
    off_basis_points: number | null
    since: string
    until: string | null
  }>`
    SELECT variant_id, NULL::uuid AS source, amount, NULL::integer AS off_basis_points, since, NULL::timestamptz AS until
    FROM pricing.prices WHERE variant_id = ANY(${variant_ids}::uuid[]) AND currency = ${currency}
    UNION ALL
    SELECT variant_id, source, amount, off_basis_points, since, until
    FROM pricing.past_prices WHERE variant_id = ANY(${variant_ids}::uuid[]) AND currency = ${currency}
    UNION ALL
    SELECT variant_id, list_id, amount, off_basis_points, since, until
    FROM pricing.public_stretches(${variant_ids}::uuid[], ${clock.now()}) WHERE currency = ${currency}`
  const stretches = new Map<string, Stretch[]>()
  for (const { variant_id, since, until, ...rest } of rows) {
    const stretch = { ...rest, since: Date.parse(since), until: until === null ? null : Date.parse(until) }
    const known = stretches.get(variant_id)
    if (known) known.push(stretch)
    else stretches.set(variant_id, [stretch])
  }
  return stretches
}

/** Every price a variant could have for this customer, which one counts, and why. */
export const explainPrice = async (needs: Pricing, { variant_id, currency, quantity = 1, customer_group }: Explain): Promise<Explained> => {
  const candidates = await readCandidates(needs, { variant_ids: [variant_id], currency, customer_group: customer_group ?? null })
  const price = priceOf(candidates.get(variant_id) ?? [], quantity, currency)
  if (!price) return { unit_price: null, compare_at: null, lowest: null, why: [] }
  const { reductions } = price.compare_at_amount === null ? { reductions: [] } : await readReductions(needs, { variant_ids: [variant_id] })
  const lowest = reductions.find((one) => one.currency === currency)?.lowest_amount ?? null
  const money = (amount: number | null) => (amount === null ? null : { amount, currency })
  return { unit_price: money(price.amount), compare_at: money(price.compare_at_amount), lowest: money(lowest), why: price.why }
}
