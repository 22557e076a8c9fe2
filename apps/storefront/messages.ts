/** Texts of the pages by locale. A key that is missing in English does not compile; a test compares the languages. */
import { createInstance } from 'i18next'
import de from './locales/de.json' with { type: 'json' }
import en from './locales/en.json' with { type: 'json' }

type Written = keyof typeof en & string
/** `cart.items_one` and `cart.items_other` are both asked for as `cart.items`, with a `count`. */
export type Message = Written extends infer K ? (K extends `${infer Base}_one` ? Base : K extends `${string}_other` ? never : K) : never
export type Translate = (message: Message, values?: Record<string, string | number>) => string

const CATALOGUES: Record<string, Record<string, string>> = { en, de }

/** Languages the pages can speak; a shop uses those of its own list that are among them. */
export const UI_LOCALES: readonly string[] = Object.keys(CATALOGUES)

const i18n = createInstance()
void i18n.init({
  initAsync: false,
  fallbackLng: 'en',
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false }, // JSX escapes
  resources: Object.fromEntries(Object.entries(CATALOGUES).map(([locale, translation]) => [locale, { translation }])),
})

const spoken = new Map<string, Translate>()

export const translateTo = (locale: string): Translate => {
  const known = spoken.get(locale)
  if (known) return known
  const fixed = i18n.getFixedT(locale)
  const translate: Translate = (message, values = {}) => String(fixed(message, values))
  spoken.set(locale, translate)
  return translate
}

/** Is there a text for this error code? Codes come from contracts, so not each has one for shoppers. */
export const isMessage = (key: string): key is Message => Object.hasOwn(en, key) || Object.hasOwn(en, `${key}_one`)
