import type { Needs } from '#platform/module.ts'
import type { Store } from './store.ts'

export type Media = Needs<Record<never, never>, { store: Store }>
