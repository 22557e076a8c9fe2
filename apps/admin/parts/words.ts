/** The admin speaks English; numbers and dates follow the English that the browser prefers. */
export const LANGUAGE =
  (typeof navigator === 'undefined' ? undefined : navigator.languages.find((language) => /^en(-[A-Z]{2})?$/.test(language))) ?? 'en-GB'

/** `count(1, 'order')` -> `1 order`, `count(3, 'category', 'categories')` -> `3 categories` */
export const count = (number: number, one: string, many = `${one}s`) => `${number.toLocaleString(LANGUAGE)} ${number === 1 ? one : many}`

const regions = new Intl.DisplayNames(LANGUAGE, { type: 'region', fallback: 'code' })
const languages = new Intl.DisplayNames(LANGUAGE, { type: 'language', fallback: 'code' })
const currencies = new Intl.DisplayNames(LANGUAGE, { type: 'currency', fallback: 'code' })

export const countryName = (code: string) => (/^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code)
export const languageName = (code: string) => languages.of(code) ?? code
export const currencyName = (code: string) => currencies.of(code) ?? code

/** `test-card` -> `Test card` */
export const sentence = (word: string) => {
  const words = word.replace(/[_-]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
