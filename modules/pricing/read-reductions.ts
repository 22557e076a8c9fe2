import type { Explain, Explained, Reduction } from './contract.ts'
import { lowestBefore, type Stretch } from './lowest-price.ts'
import type { Pricing } from './needs.ts'
import { priceOf } from './price-of.ts'
import { readCandidates } from './read-candidates.ts'

/**
 * Which of these variants are reduced for everyone just now, in every currency, and the lowest price of the 30 days before. Computed from
 * what holds now and `past_prices`, so it is right whether or not a timer ran. Two statements for any number, one where nothing is reduced.
 */
export const readReductions = async (needs: Pricing, { variant_ids }: { variant_ids: string[] }): Promise<{ reductions: Reduction[] }> => {
  const { rows } = await needs.db.sql<{ variant_id: string; currency: string; since: string }>`
    SELECT variant_id, currency, since FROM pricing.prices p WHERE variant_id = ANY(${variant_ids}::uuid[])
      AND (compare_at_amount > amount OR EXISTS (SELECT FROM pricing.price_lists l
        WHERE kind = 'sale' AND is_active AND coalesce(starts_at <= ${needs.clock.now()}, true) AND coalesce(ends_at > ${needs.clock.now()}, true)
          AND (off_basis_points IS NOT NULL OR EXISTS (SELECT FROM pricing.list_prices e
            WHERE (e.list_id, e.variant_id, e.currency) = (l.list_id, p.variant_id, p.currency)))))`
  const reductions: Reduction[] = []
  for (const currency of new Set(rows.map((row) => row.currency))) {
    const asked = rows.filter((row) => row.currency === currency)
    reductions.push(...(await reductionsIn(needs, currency, asked)))
  }
  return { reductions }
}

const reductionsIn = async (needs: Pricing, currency: string, asked: { variant_id: string; since: string }[]): Promise<Reduction[]> => {
  const variant_ids = asked.map(({ variant_id }) => variant_id)
  const candidates = await readCandidates(needs, { variant_ids, currency, customer_group: null })
  const stretches = await readStretches(needs, variant_ids, currency)
  return asked.flatMap(({ variant_id }) => {
    const price = priceOf(candidates.get(variant_id) ?? [], 1, currency)
    if (!price || price.compare_at_amount === null) return []
    const known = stretches.get(variant_id) ?? []
    const source = price.why.at(-1)?.id ?? null
    const began_at = Math.max(...known.filter((one) => one.source === source && one.until === null).map((one) => one.since))
    return [
      {
        variant_id,
        currency,
        amount: price.amount,
        compare_at_amount: price.compare_at_amount,
        lowest_amount: lowestBefore(known, began_at),
      },
    ]
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
