import { remembered } from '#platform/remember.ts'
import type { Choices, Class, Rate, Zone } from './contract.ts'
import type { TaxNeeds } from './needs.ts'

export type Tables = { choices: Choices; zones: Zone[] }

/** Everything that taxes are calculated by, kept in memory until somebody changes it: a checkout makes no statement for it. */
export const tables = (needs: TaxNeeds): Promise<Tables> => remembered(needs.db, 'tax', () => readTables(needs))

/** Choices, classes and zones as they are now: four statements. */
export const readTables = async (needs: TaxNeeds): Promise<Tables> => {
  const [choices, zones] = await Promise.all([readChoices(needs), readZones(needs)])
  return { choices, zones }
}

export const readChoices = async ({ db }: Pick<TaxNeeds, 'db'>): Promise<Choices> => {
  const [choices, classes] = await Promise.all([
    db.sql<Omit<Choices, 'classes'>>`
      SELECT version, is_registered, registered_in, eu_scheme, cross_border, when_unchecked, vat_id, updated_at FROM tax.choices`,
    db.sql<Class>`SELECT tax_class, title, kind FROM tax.classes ORDER BY position`,
  ])
  const row = choices.rows[0]
  if (!row) throw new Error('The row of choices is missing; the migrations have not run')
  return { ...row, classes: classes.rows }
}

type ZoneRow = {
  zone_id: string
  version: number
  name: string
  country: string
  region: string | null
  postal_codes: string[] | null
  tax_name: string
  time_zone: string
}

const readZones = async ({ db }: Pick<TaxNeeds, 'db'>): Promise<Zone[]> => {
  const [zones, rates] = await Promise.all([
    db.sql<ZoneRow>`SELECT zone_id, version, name, country, region, postal_codes, tax_name, time_zone FROM tax.zones ORDER BY name, zone_id`,
    db.sql<Rate & { zone_id: string }>`
      SELECT zone_id, tax_class, basis_points, valid_from, valid_until FROM tax.rates ORDER BY zone_id, tax_class, valid_from`,
  ])
  const ratesOf = Map.groupBy(rates.rows, ({ zone_id }) => zone_id)
  return zones.rows.map(({ country, region, postal_codes, ...zone }) => ({
    ...zone,
    area: { country, ...(region === null ? {} : { region }), ...(postal_codes === null ? {} : { postal_codes }) },
    rates: (ratesOf.get(zone.zone_id) ?? []).map(({ zone_id: _, ...rate }) => rate),
  }))
}
