import type { Settings, settings } from '#modules/settings/contract.ts'
import type { Area } from '#platform/contract.ts'
import type { Needs } from '#platform/module.ts'
import { remembered } from '#platform/remember.ts'
import type { Carrier } from './carrier.ts'
import type { FirstZone, Method } from './contract.ts'

export type ShippingPorts = {
  carriers: Carrier[]
  /** asked once, when the shop has no zones yet */
  first_zones: () => Promise<FirstZone[]>
}

export type ShippingNeeds = Needs<{ settings: typeof settings }, ShippingPorts>

/** What a new zone is made of. */
export type NewZone = { zone_id: string; name: string; areas: Area[]; methods: Method[] }

/** The shop's settings, kept in memory until they change. */
export const readSettings = ({ db, settings }: ShippingNeeds): Promise<Settings> => remembered(db, 'settings', () => settings.readOwn({}))
