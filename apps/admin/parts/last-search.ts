/** How a list was looked at last, so that leaving one of its entries leads back to that view of it. Forgotten with the tab. */
const searches = new Map<string, unknown>()

export const lastSearch = <S extends object>(read: (raw: Record<string, unknown>) => S, list: string) => ({
  keep: (search: S) => {
    searches.set(list, search)
  },
  get: (): S => {
    const kept = searches.get(list)
    return read(typeof kept === 'object' && kept !== null ? { ...kept } : {})
  },
})
