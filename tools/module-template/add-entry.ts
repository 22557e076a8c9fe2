import { isViolation, json } from '#platform/db.ts'
import { fail } from '#platform/errors.ts'
import type { AddEntry, Entry } from './contract.ts'
import type { SampleThings } from './needs.ts'

/**
 * Adds an entry and tells it. The same id again gets the entry that is there.
 * @throws TITLE_TAKEN { title, field } when another entry has this title
 */
export const addEntry = async (needs: SampleThings, { entry_id, title }: AddEntry): Promise<Entry> => {
  const { db, clock } = needs
  const entry: Entry = { entry_id, title, added_at: clock.now().toISOString() }
  const { rows } = await db.sql<Entry>`
    WITH added AS (
      INSERT INTO sample_things.entries (entry_id, title, added_at) VALUES (${entry_id}, ${title}, ${entry.added_at})
      ON CONFLICT (entry_id) DO NOTHING RETURNING entry_id, title, added_at
    ), said AS (
      INSERT INTO sample_things.outbox (type, aggregate_id, payload)
      SELECT 'sample_things.entry_added', entry_id::text, ${json(entry)}::jsonb FROM added
    )
    SELECT entry_id, title, added_at FROM added
    UNION ALL SELECT entry_id, title, added_at FROM sample_things.entries WHERE entry_id = ${entry_id}`.catch((error) => {
    if (!isViolation(error, 'a_title_is_used_once')) throw error
    throw fail('TITLE_TAKEN', `Another entry is called ${title}. Choose another title.`, { field: 'title', title })
  })
  return rows[0] ?? addEntry(needs, { entry_id, title }) // a twin added it in this moment: now it can be seen
}
