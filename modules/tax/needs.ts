import type { Settings, settings } from '#modules/settings/contract.ts'
import type { Needs } from '#platform/module.ts'
import { remembered } from '#platform/remember.ts'
import type { TaxProvider } from './provider.ts'
import type { VatIdCheck } from './vat-id-check.ts'

export type TaxPorts = {
  /** who knows whether a VAT-ID is valid; without one, every VAT-ID stays unchecked */
  vat_id_check: VatIdCheck | undefined
  /** who calculates instead of the shop's own table; without one, the table does */
  tax_provider: TaxProvider | undefined
}

export type TaxNeeds = Needs<{ settings: typeof settings }, TaxPorts>

/** The shop's settings, kept in memory until they change. */
export const readSettings = ({ db, settings }: TaxNeeds): Promise<Settings> => remembered(db, 'settings', () => settings.readOwn({}))
