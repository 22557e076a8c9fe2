import type { Area } from '#platform/contract.ts'
import { remembered } from '#platform/remember.ts'
import type { Method, Zone } from './contract.ts'
import type { ShippingNeeds } from './needs.ts'
import { setUpZones } from './set-up-zones.ts'

/** All zones with their methods, kept in memory until somebody changes them: a checkout makes no statement for them. */
export const zones = (needs: ShippingNeeds): Promise<Zone[]> => remembered(needs.db, 'shipping', () => readZones(needs))

/** As they are now, in the order of their names; two statements. A new shop's first zones are made by its first reader. */
export const readZones = async (needs: ShippingNeeds): Promise<Zone[]> => {
  const found = await read(needs)
  if (found.length > 0) return found
  await setUpZones(needs)
  return read(needs) // also where somebody else was quicker and made them since
}

export const listZones = async (needs: ShippingNeeds): Promise<{ zones: Zone[] }> => ({ zones: await readZones(needs) })

const read = async ({ db }: ShippingNeeds): Promise<Zone[]> => {
  const [found, methods] = await Promise.all([
    db.sql<{ zone_id: string; version: number; name: string; areas: Area[] }>`
      SELECT zone_id, version, name, areas FROM shipping.zones ORDER BY name, zone_id`,
    db.sql<Method & { zone_id: string }>`
      SELECT zone_id, method_id, is_offered, title, text, translations, priced_by, prices, max_weight_grams, min_days, max_days, tax_class,
        carrier, pickup
      FROM shipping.methods ORDER BY zone_id, position`,
  ])
  const methodsOf = Map.groupBy(methods.rows, ({ zone_id }) => zone_id)
  return found.rows.map((zone) => ({ ...zone, methods: (methodsOf.get(zone.zone_id) ?? []).map(({ zone_id: _, ...method }) => method) }))
}
