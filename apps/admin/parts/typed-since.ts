/** What a form goes on with after it was saved, when whoever edits it went on typing meanwhile. */

export const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** `sent` was saved and came back as `saved`; `now` is what stands in the form. */
type Since<D> = { sent: D; now: D; saved: D }

/** Fields that were typed in since stay as typed. All others, the version among them, are as the shop has them now. */
export const typedSince = <D extends object>({ sent, now, saved }: Since<D>): D => {
  const before = new Map<string, unknown>(Object.entries(sent))
  const typed = Object.entries(now).filter(([field, value]) => !isSame(value, before.get(field)))
  return { ...saved, ...Object.fromEntries(typed) }
}

/** The same of rows, some of which the shop has just given their ids. A row keeps its key, so that the hand stays in its field. */
export const rowsTypedSince = <R extends { key: string }>(
  { sent, now }: Omit<Since<R[]>, 'saved'>,
  savedOf: (sent: R) => R | undefined,
): R[] => {
  const before = new Map(sent.map((row) => [row.key, row]))
  return now.map((row) => {
    const was = before.get(row.key)
    const saved = was && savedOf(was)
    return was && saved ? { ...typedSince({ sent: was, now: row, saved }), key: row.key } : row
  })
}
