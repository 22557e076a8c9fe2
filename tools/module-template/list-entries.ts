import type { Entries, ListEntries } from './contract.ts'
import type { SampleThings } from './needs.ts'

const PAGE_SIZE = 20

/** One row more than a page is read, which tells whether there is another page. */
export const listEntries = async ({ db }: SampleThings, { page = 1 }: ListEntries): Promise<Entries> => {
  const { rows } = await db.sql<Entries['entries'][number]>`
    SELECT entry_id, title, added_at FROM sample_things.entries
    ORDER BY added_at DESC, entry_id DESC LIMIT ${PAGE_SIZE + 1} OFFSET ${(page - 1) * PAGE_SIZE}`
  return { entries: rows.slice(0, PAGE_SIZE), page, has_more: rows.length > PAGE_SIZE }
}
