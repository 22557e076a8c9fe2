/**
 * How text becomes words, the same for what is indexed and for what is asked. Pure.
 * A product code such as `AB-123.4` is found whole (`ab1234`) and in parts (`ab`, `123`, `4`), with whatever separators.
 */

const MARKS = /\p{M}/gu
/** letters and digits with at most one separator between them: one code, or one word with a hyphen */
const CHUNK = /[\p{L}\p{N}]+(?:[-./+_#'’·:][\p{L}\p{N}]+)*/gu
const PIECE = /\p{L}+|\p{N}+/gu
/** most texts and most words: nothing in them has to be folded or taken apart, which is what takes long */
const IS_ASCII = /^[ -~]*$/
const IS_ONE_PIECE = /^(?:[a-z]+|[0-9]+)$/
const LIGATURES: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', ı: 'i' }
/** German writes ä as ae where it has no ä; both are found. */
const UMLAUTS: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue' }
const LONGEST_JOINED = 40 // characters; longer than any code

/** Lower case, without accents: `Größe` -> `grosse`. */
export const fold = (text: string): string =>
  IS_ASCII.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .replace(MARKS, '')
        .toLowerCase()
        .replace(/[ßæœøđłı]/g, (letter) => LIGATURES[letter] ?? letter)

/** A code without case and separators: `AB-123.4` -> `ab1234`. */
export const squash = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]+/gu, '')

/** The words of a text as the index keeps them, parted by spaces; letters and digits only. */
export const indexedWords = (text: string): string => {
  const words: string[] = []
  for (const raw of text.normalize('NFC').toLowerCase().match(CHUNK) ?? []) {
    if (IS_ONE_PIECE.test(raw)) {
      words.push(raw)
      continue
    }
    const pieces = piecesOf(raw)
    if (pieces.length > 1) words.push(...new Set([squash(raw), ...fold(raw).split(/[^\p{L}\p{N}]+/u), ...pieces]))
    else words.push(...pieces)
    if (/[äöü]/.test(raw)) words.push(squash(raw.replace(/[äöü]/g, (letter) => UMLAUTS[letter] ?? letter)))
  }
  return words.join(' ')
}

export type Query = {
  /** for `to_tsquery`: holds nothing but letters, digits and the operators put here */
  tsquery: string
  /** what the title, folded, would be if this were one */
  title: string
  /** what an SKU or barcode, squashed, would be if this were one */
  code: string
}

/**
 * Reads what a person typed: all words must be there, the last one may be unfinished from two letters on.
 * Words may be written together or apart: `tn 2110` finds `TN-2110`. Nothing typed is an error; undefined when there is no word in it.
 */
export const readQuery = (typed: string): Query | undefined => {
  const chunks = fold(typed).match(CHUNK) ?? []
  if (chunks.length === 0) return undefined
  const terms = chunks.map((chunk, i) => termOf(chunk, i === chunks.length - 1))
  const joined = squash(typed)
  const is_joinable = chunks.length > 1 && joined.length <= LONGEST_JOINED
  return {
    tsquery: is_joinable ? `(${terms.join(' & ')}) | ${joined}` : terms.join(' & '),
    title: words(typed),
    code: joined,
  }
}

/** A text as {@link Query.title} compares it: folded, single spaces, no signs. */
export const words = (text: string): string => (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')

const termOf = (chunk: string, is_last: boolean): string => {
  const pieces = piecesOf(chunk)
  const ended = (word: string) => (is_last && word.length > 1 ? `${word}:*` : word)
  if (pieces.length === 1) return ended(pieces[0] ?? chunk)
  const parts = pieces.map((piece, i) => (i === pieces.length - 1 ? ended(piece) : piece))
  return `(${ended(squash(chunk))} | (${parts.join(' & ')}))`
}

const piecesOf = (chunk: string): string[] => fold(chunk).match(PIECE) ?? []
