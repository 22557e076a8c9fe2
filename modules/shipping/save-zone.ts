import { isViolation, json } from '#platform/db.ts'
import { fail, failCommon } from '#platform/errors.ts'
import type { Method, SaveZone, Zone } from './contract.ts'
import type { ShippingNeeds } from './needs.ts'

/**
 * Saves a zone whole: methods that are left out are gone, the others keep their ids. Version 0 makes a new one. Of two who looked at the
 * same version the second is told, and looks again.
 * @throws STALE { version } · METHOD_EXISTS when a method is in another zone already · INVALID_INPUT for a method that contradicts itself
 */
export const saveZone = async (needs: ShippingNeeds, zone: SaveZone): Promise<Zone> => {
  refuseTwice(
    zone.methods.map(({ method_id }) => method_id),
    'two methods have the same method_id.',
  )
  zone.methods.forEach(refuseBadMethod)
  const version = await write(needs, zone).catch((error) => {
    if (isViolation(error, 'a_method_is_in_one_zone'))
      throw fail('METHOD_EXISTS', 'A method is in another zone already. Give it an id of its own here.')
    throw error
  })
  if (version !== undefined) return { ...zone, version }
  const { rows } = await needs.db.sql<{ version: number }>`SELECT version FROM shipping.zones WHERE zone_id = ${zone.zone_id}`
  throw fail('STALE', 'Someone has changed this zone in the meantime. Look at it again, then change.', { version: rows[0]?.version ?? 0 })
}

/** The zone's row and its methods in one statement; the version of now, or undefined when the one that was looked at is another. */
const write = ({ db }: ShippingNeeds, { zone_id, version, name, areas, methods }: SaveZone): Promise<number | undefined> =>
  db.transaction(async (sql) => {
    const given = methods.map((method, position) => ({ ...method, position }))
    const { rows } = await sql<{ version: number }>`
      WITH changed AS (
        UPDATE shipping.zones SET version = version + 1, name = ${name}, areas = ${json(areas)}::jsonb
        WHERE zone_id = ${zone_id} AND version = ${version}::int RETURNING zone_id, version
      ), made AS (
        INSERT INTO shipping.zones (zone_id, name, areas) SELECT ${zone_id}::uuid, ${name}, ${json(areas)}::jsonb WHERE ${version}::int = 0
        ON CONFLICT (zone_id) DO NOTHING RETURNING zone_id, version
      ), saved AS (
        SELECT zone_id, version FROM changed UNION ALL SELECT zone_id, version FROM made
      ), given AS (
        SELECT * FROM jsonb_populate_recordset(NULL::shipping.methods, ${json(given)}::jsonb)
      ), gone AS (
        DELETE FROM shipping.methods m USING saved WHERE m.zone_id = saved.zone_id
          AND NOT EXISTS (SELECT FROM given WHERE given.method_id = m.method_id)
      ), kept AS (
        INSERT INTO shipping.methods
          (zone_id, method_id, position, is_offered, title, text, translations, priced_by, prices, max_weight_grams, min_days, max_days,
           tax_class, carrier, pickup)
        SELECT saved.zone_id, g.method_id, g.position, g.is_offered, g.title, g.text, g.translations, g.priced_by, g.prices,
          g.max_weight_grams, g.min_days, g.max_days, g.tax_class, g.carrier, g.pickup
        FROM saved, given g
        ON CONFLICT (zone_id, method_id) DO UPDATE SET position = excluded.position, is_offered = excluded.is_offered,
          title = excluded.title, text = excluded.text, translations = excluded.translations, priced_by = excluded.priced_by,
          prices = excluded.prices, max_weight_grams = excluded.max_weight_grams, min_days = excluded.min_days,
          max_days = excluded.max_days, tax_class = excluded.tax_class, carrier = excluded.carrier, pickup = excluded.pickup
      )
      SELECT version FROM saved`
    if (rows[0]) await db.changed(sql, 'shipping')
    return rows[0]?.version
  })

const refuse = (sentence: string) => failCommon('INVALID_INPUT', `methods: ${sentence}`, { field: 'methods' })

const refuseTwice = (values: (string | number)[], sentence: string): void => {
  if (new Set(values).size < values.length) throw refuse(sentence)
}

const refuseBadMethod = (method: Method): void => {
  const { title, min_days, max_days, prices, priced_by, carrier, translations } = method
  if (min_days !== null && max_days !== null && min_days > max_days)
    throw refuse(`${title} comes at the latest before it comes at the earliest.`)
  if (priced_by === 'carrier' && carrier === null) throw refuse(`${title} is priced by its carrier and names none.`)
  refuseTwice(
    prices.map(({ currency }) => currency),
    `${title} has two prices in one currency.`,
  )
  refuseTwice(
    translations.map(({ locale }) => locale),
    `${title} is translated twice into one language.`,
  )
  for (const { tiers } of prices) {
    refuseTwice(
      tiers.map(({ from }) => from),
      `${title} has two tiers that begin at the same point.`,
    )
    if (priced_by === 'flat' && (tiers.length > 1 || tiers[0]?.from !== 0)) throw refuse(`${title} is a flat rate: one tier, from 0.`)
  }
}

/** Removes a zone with its methods; again, nothing happens. Orders keep what they need of a method. */
export const deleteZone = async ({ db }: ShippingNeeds, { zone_id }: { zone_id: string }): Promise<{ zone_id: string }> => {
  await db.transaction(async (sql) => {
    await sql`DELETE FROM shipping.zones WHERE zone_id = ${zone_id}`
    await db.changed(sql, 'shipping')
  })
  return { zone_id }
}
