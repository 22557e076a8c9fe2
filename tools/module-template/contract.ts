/** What sample things promise. The only file of this module that others may import. */
import { contract, event, Id, type Input, Line, type Output, op, Page, Strict, Time, t } from '#platform/contract.ts'

const Entry = t.Object({ entry_id: Id, title: t.String(), added_at: Time })

export const sampleThings = contract({
  name: 'sample_things',
  title: 'Sample things',
  ops: {
    addEntry: op('POST /sample-things', {
      summary: 'Add an entry; the same id again changes nothing',
      policy: 'staff',
      status: 201,
      is_repeatable: true,
      input: Strict({ entry_id: Id, title: Line(100) }),
      output: Entry,
      errors: { TITLE_TAKEN: 409 },
    }),
    listEntries: op('GET /sample-things', {
      summary: 'Entries, newest first, page by page',
      policy: 'staff',
      input: Strict({ page: t.Optional(Page) }),
      output: t.Object({ entries: t.Array(Entry), page: t.Integer(), has_more: t.Boolean() }),
    }),
  },
  events: { 'sample_things.entry_added': event('entry_id', Entry) },
})

export type AddEntry = Input<typeof sampleThings.ops.addEntry>
export type Entry = Output<typeof sampleThings.ops.addEntry>
export type ListEntries = Input<typeof sampleThings.ops.listEntries>
export type Entries = Output<typeof sampleThings.ops.listEntries>
