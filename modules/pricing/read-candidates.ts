import { rememberedEach } from '#platform/remember.ts'
import type { Pricing } from './needs.ts'
import type { Candidate } from './price-of.ts'

type Asked = { variant_ids: string[]; currency: string; customer_group: string | null }

/** Dropped in every process when a price or a list changes; see `takeTurn`. */
export const PRICES = 'pricing'

/** What a list that is not over makes of a price; it may begin later, and be for others. */
type Offer = Omit<Candidate, 'compare_at_amount'> & { customer_group: string | null; starts_at: string | null; ends_at: string | null }
type Prices = { amount: number; compare_at_amount: number | null; offers: Offer[] }

/** Every price these variants could have now for this customer, by variant. One statement. */
export const readCandidates = async (needs: Pricing, asked: Asked): Promise<Map<string, Candidate[]>> =>
  candidatesOf(needs, asked, await readPrices(needs, asked))

/** The same from memory, where it is asked for with every basket. One statement for those that are not known, mostly none. */
export const knownCandidates = async (needs: Pricing, asked: Asked): Promise<Map<string, Candidate[]>> =>
  candidatesOf(needs, asked, await knownPrices(needs, asked))

/** From memory as well: the prices of these variants with what lists make of them, for whichever group. */
export const knownPrices = (needs: Pricing, { variant_ids, currency }: Omit<Asked, 'customer_group'>): Promise<Map<string, Prices>> =>
  rememberedEach(needs.db, [PRICES], variant_ids, (missing) => readPrices(needs, { variant_ids: missing, currency }), currency)

/** What of these prices holds now for this customer. */
export const candidatesOf = (
  { clock }: Pricing,
  { customer_group }: Pick<Asked, 'customer_group'>,
  prices: Map<string, Prices>,
): Map<string, Candidate[]> => {
  const now = clock.now().getTime()
  const applies = ({ customer_group: group, starts_at, ends_at }: Offer) =>
    (group === null || group === customer_group) && !(starts_at && Date.parse(starts_at) > now) && !(ends_at && Date.parse(ends_at) <= now)
  const base = { list_id: null, title: '', kind: 'base' as const, min_quantity: 1, off_basis_points: null }
  return new Map(
    [...prices].map(([variant_id, { amount, compare_at_amount, offers }]) => [
      variant_id,
      [{ ...base, amount, compare_at_amount }, ...offers.filter(applies).map((offer) => ({ ...offer, compare_at_amount: null }))],
    ]),
  )
}

const readPrices = async ({ db, clock }: Pricing, { variant_ids, currency }: Omit<Asked, 'customer_group'>) => {
  const { rows } = await db.sql<Prices & { variant_id: string }>`
    SELECT p.variant_id, p.amount, p.compare_at_amount, offers
    FROM pricing.prices p, LATERAL (
      SELECT coalesce(jsonb_agg(jsonb_build_object('list_id', l.list_id, 'title', l.title, 'kind', l.kind, 'customer_group', l.customer_group,
        'starts_at', l.starts_at, 'ends_at', l.ends_at, 'min_quantity', coalesce(e.min_quantity, 1), 'amount', e.amount,
        'off_basis_points', CASE WHEN e.list_id IS NULL THEN l.off_basis_points ELSE e.off_basis_points END)), '[]') AS offers
      FROM pricing.price_lists l LEFT JOIN pricing.list_prices e ON (e.list_id, e.variant_id, e.currency) = (l.list_id, p.variant_id, p.currency)
      WHERE l.is_active AND coalesce(l.ends_at > ${clock.now()}, true) AND (e.list_id IS NOT NULL OR l.off_basis_points IS NOT NULL)) made
    WHERE p.variant_id = ANY(${variant_ids}::uuid[]) AND p.currency = ${currency}`
  return new Map(rows.map(({ variant_id, ...prices }) => [variant_id, prices]))
}
