/** Addresses made from titles. Pure. */

/** Letters that do not come apart into a letter and a mark, and the German umlauts as German writes them without. */
const SPELLED_OUT: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  å: 'a',
  ð: 'd',
  đ: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  '&': ' and ',
}
const LONGEST = 80

/**
 * `Große Tasse, blau` -> `grosse-tasse-blau`; at most 80 characters, cut between words where that is possible.
 * Empty when nothing of the title can be written in a-z and 0-9.
 */
export const slugOf = (title: string): string => {
  const words = title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüßæœøåðđþłı&]/g, (letter) => SPELLED_OUT[letter] ?? '')
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  if (words.length <= LONGEST) return words
  const cut = words.slice(0, LONGEST + 1)
  return (cut.lastIndexOf('-') > LONGEST / 2 ? cut.slice(0, cut.lastIndexOf('-')) : cut.slice(0, LONGEST)).replace(/-+$/, '')
}

export type Named = {
  title: string
  id: string /** many want the same at once: do not count up, which only meets them again */
  is_crowded?: boolean
}

/** The first of `mug`, `mug-2` ... `mug-9`, `mug-<end of the id>` that nobody has. */
export const freeSlug = (named: Named, isTaken: (slug: string) => boolean): string => {
  const candidates = slugCandidates(named)
  return candidates.find((slug, i) => !isTaken(slug) && !(named.is_crowded && i > 0 && i < candidates.length - 1)) ?? named.id
}

/** What {@link freeSlug} chooses from. The end of an id is random (UUIDv7), so the last one is as good as always free. */
export const slugCandidates = ({ title, id }: Named): string[] => {
  const end = id.slice(-12)
  const base = slugOf(title) || `p-${end}`
  return [base, ...[2, 3, 4, 5, 6, 7, 8, 9].map((n) => `${base}-${n}`), `${base}-${end}`]
}
