import { isViolation, json, type Sql } from '#platform/db.ts'
import { fail, failCommon } from '#platform/errors.ts'
import type { DeleteZone, SaveZone, Zone } from './contract.ts'
import { readSettings, type TaxNeeds } from './needs.ts'

/**
 * Saves a zone whole: what is left out of `rates` is gone. Version 0 makes a new one; saving again with the same version is told as stale,
 * so that of two who looked at the same zone the second looks again. Rates of the past stay in the list, for orders of the past.
 * The last zone of the whole home country stays one, because without it the shop would charge nothing.
 * @throws STALE { version } · ZONE_EXISTS when another zone has the same area · LAST_ZONE_OF_HOME { field } · INVALID_INPUT for a rate that
 *   begins twice, ends before it begins, is of no class, or a zone without a standard rate
 */
export const saveZone = async (needs: TaxNeeds, zone: SaveZone): Promise<Zone> => {
  refuseBadRates(zone)
  refuseUnknownTimeZone(zone.time_zone)
  const { country } = await readSettings(needs)
  const version = await write(needs, zone, country).catch((error) => {
    if (isViolation(error, 'an_area_has_one_zone')) throw fail('ZONE_EXISTS', 'Another zone has the same area. Change that one instead.')
    if (isViolation(error, 'a_rate_is_of_a_class'))
      throw failCommon('INVALID_INPUT', 'rates: a rate is of a class that is not set up.', { field: 'rates' })
    throw error
  })
  if (version !== undefined) return { ...zone, version }
  const { rows } = await needs.db.sql<{ version: number }>`SELECT version FROM tax.zones WHERE zone_id = ${zone.zone_id}`
  throw fail('STALE', 'Someone has changed this zone in the meantime. Look at it again, then change.', { version: rows[0]?.version ?? 0 })
}

/** The zone's row and its rates in one statement; the version of now, or undefined when the one that was looked at is another. */
const write = ({ db }: TaxNeeds, zone: SaveZone, home: string): Promise<number | undefined> =>
  db.transaction(async (sql) => {
    const { area, rates } = zone
    await refuseToLeaveHome(sql, zone, home)
    const { rows } = await sql<{ version: number }>`
      WITH changed AS (
        UPDATE tax.zones SET version = version + 1, name = ${zone.name}, country = ${area.country}, region = ${area.region ?? null},
          postal_codes = ${area.postal_codes ?? null}::text[], tax_name = ${zone.tax_name}, time_zone = ${zone.time_zone}
        WHERE zone_id = ${zone.zone_id} AND version = ${zone.version}::int
        RETURNING zone_id, version
      ), made AS (
        INSERT INTO tax.zones (zone_id, name, country, region, postal_codes, tax_name, time_zone)
        SELECT ${zone.zone_id}::uuid, ${zone.name}, ${area.country}, ${area.region ?? null}, ${area.postal_codes ?? null}::text[],
          ${zone.tax_name}, ${zone.time_zone}
        WHERE ${zone.version}::int = 0
        ON CONFLICT (zone_id) DO NOTHING
        RETURNING zone_id, version
      ), saved AS (
        SELECT zone_id, version FROM changed UNION ALL SELECT zone_id, version FROM made
      ), given AS (
        SELECT tax_class, basis_points, valid_from, valid_until
        FROM jsonb_to_recordset(${json(rates)}::jsonb) AS rate (tax_class text, basis_points int, valid_from date, valid_until date)
      ), gone AS (
        DELETE FROM tax.rates r USING saved WHERE r.zone_id = saved.zone_id
          AND NOT EXISTS (SELECT FROM given WHERE given.tax_class = r.tax_class AND given.valid_from = r.valid_from)
      ), kept AS (
        INSERT INTO tax.rates (zone_id, tax_class, basis_points, valid_from, valid_until)
        SELECT zone_id, tax_class, basis_points, valid_from, valid_until FROM saved, given
        ON CONFLICT ON CONSTRAINT one_rate_begins_on_a_day
        DO UPDATE SET basis_points = excluded.basis_points, valid_until = excluded.valid_until
      )
      SELECT version FROM saved`
    if (rows[0]) await db.changed(sql, 'tax')
    return rows[0]?.version
  })

/** Holds all zones still, as `deleteZone` does, so that of two who each move one of the last two away the second sees what the first did. */
const refuseToLeaveHome = async (sql: Sql, { zone_id, version, area }: SaveZone, home: string): Promise<void> => {
  const { rows } = await sql<{ is_last: boolean }>`
    WITH all_zones AS (
      SELECT zone_id, version, region IS NULL AND postal_codes IS NULL AND country IN (${home}, '*') AS is_of_home
      FROM tax.zones ORDER BY zone_id FOR UPDATE
    )
    SELECT is_of_home AND NOT EXISTS (SELECT FROM all_zones other WHERE other.zone_id <> all_zones.zone_id AND other.is_of_home) AS is_last
    FROM all_zones WHERE zone_id = ${zone_id} AND version = ${version}::int`
  const stays = [home, '*'].includes(area.country) && area.region === undefined && area.postal_codes === undefined
  if (rows[0]?.is_last && !stays)
    throw fail('LAST_ZONE_OF_HOME', `This is the last zone of ${home}, where the shop is. It has to hold in the whole country.`, {
      field: 'area',
    })
}

const refuseBadRates = ({ rates }: SaveZone): void => {
  const refuse = (sentence: string) => failCommon('INVALID_INPUT', `rates: ${sentence}`, { field: 'rates' })
  const beginnings = new Set(rates.map(({ tax_class, valid_from }) => `${tax_class} ${valid_from}`))
  if (beginnings.size < rates.length) throw refuse('two rates of one class begin on the same day.')
  if (!rates.some(({ tax_class, valid_until }) => tax_class === 'standard' && valid_until === null))
    throw refuse('a zone needs a standard rate without an end; it holds wherever no other rate does.')
  for (const { valid_from, valid_until } of rates) {
    if (!isDay(valid_from) || (valid_until !== null && !isDay(valid_until))) throw refuse('a day is one of the calendar.')
    if (valid_until !== null && valid_until < valid_from) throw refuse(`the rate from ${valid_from} ends before it begins.`)
  }
}

/** 2026-02-30 is none. */
const isDay = (day: string): boolean => {
  const read = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day)
}

const refuseUnknownTimeZone = (time_zone: string): void => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: time_zone })
  } catch {
    throw failCommon('INVALID_INPUT', `time_zone: ${time_zone} is no time zone; one is Europe/Berlin.`, { field: 'time_zone' })
  }
}

/**
 * Removes a zone with its rates; again, nothing happens. The last zone of the home country stays, because without one the shop would
 * charge nothing. @throws LAST_ZONE_OF_HOME
 */
export const deleteZone = async (needs: TaxNeeds, { zone_id }: DeleteZone): Promise<{ zone_id: string }> => {
  const { country } = await readSettings(needs)
  const { db } = needs
  const is_last = await db.transaction(async (sql) => {
    const { rows } = await sql<{ is_last: boolean }>`
      WITH all_zones AS (
        SELECT zone_id, country, region IS NULL AND postal_codes IS NULL AS is_whole FROM tax.zones ORDER BY zone_id FOR UPDATE
      ), wanted AS (
        SELECT zone_id, is_whole AND country IN (${country}, '*') AND NOT EXISTS (
          SELECT FROM all_zones other WHERE other.zone_id <> all_zones.zone_id AND other.is_whole AND other.country IN (${country}, '*')
        ) AS is_last FROM all_zones WHERE zone_id = ${zone_id}
      ), gone AS (
        DELETE FROM tax.zones z USING wanted WHERE z.zone_id = wanted.zone_id AND NOT is_last RETURNING z.zone_id
      )
      SELECT is_last FROM wanted`
    await db.changed(sql, 'tax')
    return rows[0]?.is_last ?? false
  })
  if (is_last) throw fail('LAST_ZONE_OF_HOME', `This is the last zone of ${country}, where the shop is. Change it instead.`)
  return { zone_id }
}
