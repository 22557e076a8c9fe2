import type { catalog } from '#modules/catalog/contract.ts'
import type { settings } from '#modules/settings/contract.ts'
import type { Needs } from '#platform/module.ts'

/** What the use cases of search are handed. */
export type Search = Needs<{ catalog: typeof catalog; settings: typeof settings }>
