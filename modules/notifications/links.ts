import type { Settings } from '#modules/settings/contract.ts'

/** A page of the shop, in the language of the mail; the shop's first language has no prefix (apps/storefront/view.ts). */
export const pageOf = ({ public_url, locales }: Settings, locale: string, path: string): string =>
  `${public_url}${locale !== locales[0] && locales.includes(locale) ? `/${locale}` : ''}${path}`

export const orderPage = (shop: Settings, locale: string, token: string): string =>
  pageOf(shop, locale, `/orders/${encodeURIComponent(token)}`)
