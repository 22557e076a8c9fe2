import { module } from '#platform/module.ts'
import { addEntry } from './add-entry.ts'
import { sampleThings } from './contract.ts'
import { listEntries } from './list-entries.ts'

export const sampleThingsModule = module(sampleThings, {
  folder: import.meta.dirname,
  ops: { addEntry, listEntries },
})
