import { isFailure } from '#platform/errors.ts'
import type { Search } from './needs.ts'

/** Learns the shop's languages and currencies. What is indexed in them follows by the catalogue's events. */
export const followSettings = async ({ db, settings }: Search): Promise<void> => {
  const { locales, currencies } = await settings.readOwn({})
  const { count } = await db.sql`
    INSERT INTO search.shop AS s (locales, currencies) VALUES (${locales}, ${currencies})
    ON CONFLICT (is_the_shop) DO UPDATE SET locales = excluded.locales, currencies = excluded.currencies
    WHERE (s.locales, s.currencies) <> (excluded.locales, excluded.currencies)`
  if (count > 0) await db.changed(db.sql, 'search')
}

/** At the start settings may live in a process that is not up yet; the timer asks again. */
export const followSettingsIfThere = async (needs: Search): Promise<void> => {
  try {
    await followSettings(needs)
  } catch (error) {
    if (!isFailure(error, 'UNAVAILABLE') && !isFailure(error, 'TIMED_OUT')) throw error
    needs.log.info('settings cannot be reached yet; search goes on with the languages and currencies it knows')
  }
}
