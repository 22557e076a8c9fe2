import { isDeepStrictEqual } from 'node:util'
import { isFailure } from '#platform/errors.ts'
import { announceChange } from './announce-change.ts'
import type { Catalog } from './needs.ts'
import { holdTreeAlone, lockProducts, refreshCards } from './refresh-cards.ts'

const AT_ONCE = 500

/**
 * Learns the shop's languages and currencies; when they have changed, every product gets its cards anew, a batch at a time.
 * How far that got is kept, so that a process that dies in the middle is carried on by the next.
 */
export const followSettings = async (needs: Catalog): Promise<void> => {
  const { locales, currencies } = await needs.settings.readOwn({})
  const { rows } = await needs.db.sql<{ locales: string[]; currencies: string[]; is_under_way: boolean }>`
    SELECT ARRAY(SELECT locale FROM catalog.languages ORDER BY position) AS locales,
      ARRAY(SELECT currency FROM catalog.currencies ORDER BY position) AS currencies,
      EXISTS (SELECT FROM catalog.reshelvings) AS is_under_way`
  const known = rows[0]
  const is_changed = !isDeepStrictEqual([known?.locales, known?.currencies], [locales, currencies])
  if (is_changed) await learn(needs, locales, currencies)
  if (is_changed || known?.is_under_way) while (await reshelveSome(needs));
}

/** At the start settings may live in a process that is not up yet; the timer asks again. */
export const followSettingsIfThere = async (needs: Catalog): Promise<void> => {
  try {
    await followSettings(needs)
  } catch (error) {
    if (!isFailure(error, 'UNAVAILABLE') && !isFailure(error, 'TIMED_OUT')) throw error
    needs.log.info('settings cannot be reached yet; the catalogue goes on with the languages and currencies it knows')
  }
}

/** Waits for saves that are under way, so that none of them makes cards by the languages of before and ends after this. */
const learn = ({ db }: Catalog, locales: string[], currencies: string[]) =>
  db.transaction(async (sql) => {
    await holdTreeAlone(sql)
    await sql`DELETE FROM catalog.languages`
    await sql`DELETE FROM catalog.currencies`
    await sql`
      INSERT INTO catalog.languages (locale, position)
      SELECT locale, n - 1 FROM unnest(${locales}::text[]) WITH ORDINALITY AS w (locale, n)`
    await sql`
      INSERT INTO catalog.currencies (currency, position)
      SELECT currency, n - 1 FROM unnest(${currencies}::text[]) WITH ORDINALITY AS w (currency, n)`
    await sql`
      INSERT INTO catalog.reshelvings (is_under_way, done_up_to) VALUES (true, '00000000-0000-0000-0000-000000000000')
      ON CONFLICT (is_under_way) DO UPDATE SET done_up_to = excluded.done_up_to`
    await sql`ANALYZE catalog.languages, catalog.currencies` // never large enough for the server to count them by itself, and in every plan
    await db.changed(sql, 'catalog')
  })

/** The next batch of a reshelving. False when there is nothing left, or another process is at it. */
const reshelveSome = (needs: Catalog): Promise<boolean> =>
  needs.db.transaction(async (sql) => {
    const { rows } = await sql<{ done_up_to: string }>`SELECT done_up_to FROM catalog.reshelvings FOR UPDATE SKIP LOCKED`
    const at = rows[0]
    if (!at) return false
    const { rows: next } = await sql<{ product_id: string }>`
      SELECT product_id FROM catalog.products WHERE product_id > ${at.done_up_to} ORDER BY product_id LIMIT ${AT_ONCE}`
    const product_ids = next.map(({ product_id }) => product_id)
    const last = product_ids.at(-1)
    if (!last) {
      await sql`DELETE FROM catalog.reshelvings`
      return false
    }
    await lockProducts(sql, product_ids)
    await refreshCards(sql, product_ids)
    await announceChange(needs, sql, product_ids)
    await sql`UPDATE catalog.reshelvings SET done_up_to = ${last}`
    return true
  })
