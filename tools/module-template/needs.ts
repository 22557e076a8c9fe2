import type { Needs } from '#platform/module.ts'

/** Neighbours go here by their contracts, `Needs<{ catalog: typeof catalog }>`, and into `needs` of module.ts. */
export type SampleThings = Needs
