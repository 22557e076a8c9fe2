import { useState } from 'react'

/** Which rows of the list on screen are selected. Rows that have left the list are no longer selected. */
export const useSelection = (ids: readonly string[]) => {
  const [marked, setMarked] = useState<readonly string[]>([])
  const selected = ids.filter((id) => marked.includes(id))
  const isAll = ids.length > 0 && selected.length === ids.length
  return {
    selected,
    isAll,
    isSome: selected.length > 0 && !isAll,
    has: (id: string) => selected.includes(id),
    toggle: (id: string) => setMarked(selected.includes(id) ? selected.filter((other) => other !== id) : [...selected, id]),
    toggleAll: () => setMarked(isAll ? [] : ids),
    clear: () => setMarked([]),
  }
}
