import type { HeroPicture, Invoicing, Seller, Settings, Shop } from './contract.ts'
import type { SettingsNeeds } from './needs.ts'

/** All settings. Readers keep the answer in memory and drop it at `settings.changed`. */
export const readSettings = async ({ db, public_url }: SettingsNeeds): Promise<Settings> => {
  const { rows } = await db.sql<{
    shop_name: string
    locales: string[]
    currencies: string[]
    country: string
    contact_email: string
    public_url: string | null
    approval: 'by_hand' | 'when_paid'
    capture: 'at_once' | 'when_confirmed' | 'by_hand'
    undo_seconds: number
    customers_may_cancel: boolean
    return_days: number
    withdrawal_days: number
    prices_include_tax: boolean
    tax_rounding: 'per_line' | 'per_total'
    mail_from: string
    seller: Seller
    invoicing: Invoicing
    hero_picture: HeroPicture | null
    version: number
    updated_at: string
  }>`
    SELECT shop_name, locales, currencies, country, contact_email, public_url, approval, capture, undo_seconds, customers_may_cancel, return_days,
           withdrawal_days, prices_include_tax, tax_rounding, mail_from, seller, invoicing, hero_picture, version, updated_at
    FROM settings.settings`
  const row = rows[0]
  if (!row) throw new Error('The row of settings is missing; the migrations have not run')
  return { ...row, public_url: row.public_url ?? public_url }
}

/** What every shopper may know. */
export const readShop = async (needs: SettingsNeeds): Promise<Shop> => {
  const { shop_name, locales, currencies, country, contact_email, public_url, prices_include_tax, hero_picture } = await readSettings(needs)
  return { shop_name, locales, currencies, country, contact_email, public_url, prices_include_tax, hero_picture }
}
