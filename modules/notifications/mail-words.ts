import i18next from 'i18next'
import de from './mail-words.de.json' with { type: 'json' }
import en from './mail-words.en.json' with { type: 'json' }

const catalogues = { en, de }

/** `order_received.subject` and so on: every text of the English catalogue by its path. */
type Paths<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}` }[keyof T & string]
export type MailWord = Exclude<Paths<typeof en>, `items_${string}`> | 'items'
export type MailWords = { locale: string; say(word: MailWord, values?: Record<string, string | number>): string }

const speaker = i18next.createInstance()
await speaker.init({
  resources: Object.fromEntries(Object.entries(catalogues).map(([language, translation]) => [language, { translation }])),
  fallbackLng: 'en',
  interpolation: { escapeValue: false }, // the page escapes; the text part must not
})

const hasCatalogue = (locale: string): boolean => Object.hasOwn(catalogues, locale.slice(0, 2))

/** The texts in the customer's language, else in the first of the shop's that we have, else in English. */
export const mailWords = (locale: string, shop_locales: string[]): MailWords => {
  const spoken = [locale, ...shop_locales].find(hasCatalogue) ?? 'en'
  const say = speaker.getFixedT(spoken)
  return { locale: spoken, say: (word, values = {}) => String(say(word, values)) }
}
