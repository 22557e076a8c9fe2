import { module } from '#platform/module.ts'
import { addEntry } from './add-entry.ts'
import { sampleThings } from './contract.ts'
import { listEntries } from './list-entries.ts'
import type { SampleThings } from './needs.ts'

export const sampleThingsModule = module<typeof sampleThings, SampleThings>(sampleThings, {
  folder: import.meta.dirname,
  ops: { addEntry, listEntries },
})
