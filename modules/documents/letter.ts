import type { Address } from '#modules/orders/contract.ts'
import type { Seller } from '#modules/settings/contract.ts'
import { LEFT, openSheet, RIGHT, type Sheet } from './sheet.ts'
import { wordsFor } from './words.ts'

/** What every document has around it. */
export type Letterhead = {
  locale: string
  shop_name: string
  contact_email: string
  public_url: string
  seller: Seller
  title: string
  dated: Date
  is_compressed?: boolean
}

/** The window of an envelope, 45 mm from the top (DIN 5008, form B), and the facts beside it. */
const WINDOW = { y: 128, width: 240 }
const FACTS_X = 345
const TITLE_Y = 268

/** Paper with the shop's name, and its particulars at the foot of each page. */
export const openLetter = (head: Letterhead): Sheet => {
  const words = wordsFor(head.locale)
  const { seller } = head
  const iban = seller.iban?.replace(/(.{4})(?=.)/g, '$1 ')
  const sheet = openSheet({
    ...{ title: head.title, author: head.shop_name, locale: head.locale, dated: head.dated, heading: head.title },
    ...{ pageOf: words.page, is_compressed: head.is_compressed },
    footer: [
      [seller.legal_name ?? head.shop_name, ...placeOf(seller, head.locale)],
      [head.contact_email, seller.phone ? `${words.phone} ${seller.phone}` : '', head.public_url.replace(/^https?:\/\//, '')].filter(
        Boolean,
      ),
      [
        seller.vat_id ? `${words.vat_id} ${seller.vat_id}` : '',
        seller.tax_number ? `${words.tax_number} ${seller.tax_number}` : '',
        seller.registration ?? '',
      ].filter(Boolean),
      [seller.bank_name ?? '', iban ? `IBAN ${iban}` : '', seller.bic ? `BIC ${seller.bic}` : ''].filter(Boolean),
    ],
  })
  sheet.write(head.shop_name, LEFT, 52, { size: 15, is_bold: true, width: 400 })
  return sheet
}

type Opening = { recipient: string[]; facts: [string, string][]; title: string; subtitle: string | null }

/** Recipient, facts and title; returns the y below them. */
export const drawOpening = (
  sheet: Sheet,
  { seller, shop_name, locale }: Letterhead,
  { recipient, facts, title, subtitle }: Opening,
): number => {
  const sender = [seller.legal_name ?? shop_name, ...placeOf(seller, locale)].join(' · ')
  const below = sheet.write(sender, LEFT, WINDOW.y, { size: 6.5, is_muted: true, width: WINDOW.width })
  let to = below + 6
  for (const line of recipient) to = sheet.write(line, LEFT, to, { size: 9.5, width: WINDOW.width })
  let y = WINDOW.y
  for (const [name, value] of facts) {
    const width = RIGHT - FACTS_X - 95
    sheet.write(name, FACTS_X, y, { size: 8.5, is_muted: true })
    sheet.write(value, RIGHT, y, { size: 8.5, align: 'right', width })
    y += Math.max(15, sheet.heightOf(value, { size: 8.5, width }) + 3)
  }
  const top = Math.max(TITLE_Y, to + 28, y + 22)
  const under = sheet.write(title, LEFT, top, { size: 19, is_bold: true, width: RIGHT - LEFT })
  return (subtitle ? sheet.write(subtitle, LEFT, under + 2, { size: 9, is_muted: true, width: RIGHT - LEFT }) : under) + 20
}

/** An address as it stands on a letter; the country by name when it is not the seller's. */
export const addressLines = (address: Address | null, { seller, locale }: Pick<Letterhead, 'seller' | 'locale'>): string[] => {
  if (!address) return []
  const { company, name, line1, line2, postal_code, city, region, country } = address
  const town = [postal_code, city].filter(Boolean).join(' ')
  return [
    company,
    name,
    line1,
    line2,
    region ? `${town}, ${region}` : town,
    country === seller.country ? '' : countryName(country, locale),
  ].filter((line): line is string => Boolean(line))
}

const placeOf = ({ line1, line2, postal_code, city, country }: Seller, locale: string): string[] =>
  [line1, line2, [postal_code, city].filter(Boolean).join(' '), country ? countryName(country, locale) : ''].filter(
    (line): line is string => Boolean(line),
  )

const countryName = (country: string, locale: string): string => new Intl.DisplayNames([locale], { type: 'region' }).of(country) ?? country

/** `2026-03-01` as it is written where the order's language is spoken. */
export const formatDay = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
