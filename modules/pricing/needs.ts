import type { Needs } from '#platform/module.ts'

export type Pricing = Needs
