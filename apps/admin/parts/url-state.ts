/** What a list shows stands in its address, so that it can be kept, sent and gone back to. All values are texts. */

export type Search = Record<string, string>

/** `?q=12345678&page=2` -> `{ q: '12345678', page: '2' }`; a number in the address stays a text */
export const parseSearch = (text: string): Search => Object.fromEntries(new URLSearchParams(text))

/** Empty values are left out, so that the plain list has the plain address. */
export const stringifySearch = (search: Record<string, unknown>): string => {
  const kept = Object.entries(search).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]]))
  const text = new URLSearchParams(kept).toString()
  return text ? `?${text}` : ''
}

/** The value if it is one of the words, else undefined: what stands in an address may be anything. */
export const oneOf = <const W extends readonly string[]>(words: W, value: unknown): W[number] | undefined =>
  words.find((word) => word === value)

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() ? value.trim().slice(0, 200) : undefined

/** Page 1 is the plain address; pages end at 500 as the shop's lists do. */
export const pageOf = (value: unknown): number | undefined => {
  const page = Number(value)
  return Number.isInteger(page) && page > 1 && page <= 500 ? page : undefined
}
