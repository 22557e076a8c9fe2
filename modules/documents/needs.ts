import type { orders } from '#modules/orders/contract.ts'
import type { Settings, settings } from '#modules/settings/contract.ts'
import type { Needs } from '#platform/module.ts'
import { remembered } from '#platform/remember.ts'

export type Documents = Needs<{ orders: typeof orders; settings: typeof settings }>

/** The shop's settings, kept in memory until they change. */
export const readSettings = ({ db, settings }: Documents): Promise<Settings> => remembered(db, 'settings', () => settings.readOwn({}))
