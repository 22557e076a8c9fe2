/** `Trade Berlin ` -> `trade-berlin`, as groups are written; undefined for what is none, and null for nobody's group. */
export const groupOf = (typed: string): string | null | undefined => {
  const group = typed
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
  if (group === '') return null
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(group) && group.length <= 50 ? group : undefined
}
