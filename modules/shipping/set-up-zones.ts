import type { Area } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import { newId } from '#platform/ids.ts'
import { EU_STATES } from '#platform/places.ts'
import type { FirstZone } from './contract.ts'
import { type NewZone, readSettings, type ShippingNeeds } from './needs.ts'

/**
 * Makes the zones of a new shop, once in its life, however many ask at the same time. A shop whose staff
 * have removed all zones stays without. One statement when it is done already.
 */
export const setUpZones = async (needs: ShippingNeeds): Promise<void> => {
  const { db } = needs
  const { rows: done } = await db.sql<{ done_at: string }>`SELECT done_at FROM shipping.setup`
  if (done[0]) return
  const [{ country }, first] = await Promise.all([readSettings(needs), needs.first_zones()])
  await write(
    needs,
    first.map((zone) => makeZone(zone, country, needs.clock.now())),
  )
}

const makeZone = ({ name, where, methods }: FirstZone, home: string, now: Date): NewZone => ({
  zone_id: newId(now),
  name,
  areas: areasOf(where, home),
  methods: methods.map((method) => ({ ...method, method_id: newId(now) })),
})

const areasOf = (where: FirstZone['where'], home: string): Area[] => {
  if (where === 'home') return [{ country: home }]
  if (where === 'eu') return EU_STATES.filter((country) => country !== home).map((country) => ({ country }))
  return [{ country: '*' }]
}

const write = async ({ db, clock }: ShippingNeeds, made: NewZone[]): Promise<void> => {
  const methods = made.flatMap(({ zone_id, methods: own }) => own.map((method, position) => ({ ...method, zone_id, position })))
  await db.sql`
    WITH first AS (
      INSERT INTO shipping.setup (done_at) VALUES (${clock.now()}) ON CONFLICT DO NOTHING RETURNING is_the_only_row
    ), made AS (
      INSERT INTO shipping.zones (zone_id, name, areas)
      SELECT zone.zone_id, zone.name, zone.areas
      FROM first, jsonb_to_recordset(${json(made)}::jsonb) AS zone (zone_id uuid, name text, areas jsonb)
    )
    INSERT INTO shipping.methods
      (zone_id, method_id, position, is_offered, title, text, translations, priced_by, prices, max_weight_grams, min_days, max_days,
       tax_class, carrier, pickup)
    SELECT m.zone_id, m.method_id, m.position, m.is_offered, m.title, m.text, m.translations, m.priced_by, m.prices, m.max_weight_grams,
      m.min_days, m.max_days, m.tax_class, m.carrier, m.pickup
    FROM first, jsonb_populate_recordset(NULL::shipping.methods, ${json(methods)}::jsonb) m`
}
