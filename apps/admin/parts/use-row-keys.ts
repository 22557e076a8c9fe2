import { useEffect, useState } from 'react'
import { useKeys } from '#admin/parts/keys.ts'

type Rows = { ids: readonly string[]; open(id: string): void; select?(id: string): void }

/** Walks a list by keyboard: `j` and `k` move, Enter opens, `x` selects. Returns the row one stands on. */
export const useRowKeys = ({ ids, open, select }: Rows): string | undefined => {
  const [focused, setFocused] = useState<string>()
  const at = focused === undefined ? -1 : ids.indexOf(focused)
  const move = (step: number) => setFocused(ids[Math.min(ids.length - 1, Math.max(0, at + step))])
  const withFocused = (run?: (id: string) => void) => () => {
    const id = ids[at]
    if (id !== undefined) run?.(id)
  }
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    x: withFocused(select),
    Enter: (event) => {
      const target = event.target
      if (target instanceof HTMLElement && target.closest('a, button')) target.click()
      else withFocused(open)()
    },
  })
  useEffect(() => {
    if (focused) document.querySelector(`[data-row="${CSS.escape(focused)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [focused])
  return at === -1 ? undefined : focused
}
