import type { Pricing } from './needs.ts'
import type { Candidate } from './price-of.ts'

type Asked = { variant_ids: string[]; currency: string; customer_group: string | null }

/** Every price these variants could have now for this customer, by variant. One statement. */
export const readCandidates = async ({ db, clock }: Pricing, { variant_ids, currency, customer_group }: Asked) => {
  const { rows } = await db.sql<{
    variant_id: string
    list_id: string | null
    title: string | null
    kind: string
    min_quantity: number
    amount: number | null
    off_basis_points: number | null
    compare_at_amount: number | null
  }>`
    WITH applying AS (
      SELECT list_id, title, kind, off_basis_points FROM pricing.price_lists
      WHERE is_active AND (customer_group IS NULL OR customer_group = ${customer_group}::text)
        AND coalesce(starts_at <= ${clock.now()}, true) AND coalesce(ends_at > ${clock.now()}, true)),
    base AS (
      SELECT variant_id, amount, compare_at_amount FROM pricing.prices
      WHERE variant_id = ANY(${variant_ids}::uuid[]) AND currency = ${currency})
    SELECT variant_id, NULL::uuid AS list_id, NULL::text AS title, 'base' AS kind, 1 AS min_quantity, amount, NULL::integer AS off_basis_points, compare_at_amount
    FROM base
    UNION ALL
    SELECT e.variant_id, l.list_id, l.title, l.kind, e.min_quantity, e.amount, e.off_basis_points, NULL
    FROM applying l JOIN pricing.list_prices e USING (list_id) JOIN base USING (variant_id) WHERE e.currency = ${currency}
    UNION ALL
    SELECT base.variant_id, l.list_id, l.title, l.kind, 1, NULL, l.off_basis_points, NULL
    FROM applying l CROSS JOIN base WHERE l.off_basis_points IS NOT NULL AND NOT EXISTS (
      SELECT FROM pricing.list_prices e WHERE (e.list_id, e.variant_id, e.currency) = (l.list_id, base.variant_id, ${currency}))`
  const candidates = new Map<string, Candidate[]>()
  for (const { variant_id, title, kind, ...rest } of rows) {
    const candidate: Candidate = { ...rest, title: title ?? '', kind: kind === 'sale' || kind === 'list' ? kind : 'base' }
    const known = candidates.get(variant_id)
    if (known) known.push(candidate)
    else candidates.set(variant_id, [candidate])
  }
  return candidates
}
