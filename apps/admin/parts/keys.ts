import { useEffect, useRef } from 'react'

/** Keys a person presses, in words: `a`, `?`, `Enter`, `mod+s` (Command or Control), and after one another `g o`. */
export type Keys = Record<string, (event: KeyboardEvent) => void>

/** What the key of `mod` is called on this machine. */
export const MOD = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'

const SEQUENCE_MS = 900

/** Shortcuts while the component is shown. Never while someone types or a dialog is open, except those with `mod`. */
export const useKeys = (keys: Keys) => {
  const current = useRef(keys)
  useEffect(() => {
    current.current = keys
  })
  useEffect(() => {
    let before = { key: '', at: 0 }
    const press = (event: KeyboardEvent) => {
      const key = nameOf(event)
      if (!key.startsWith('mod+') && isBusy(event)) return
      const sequence = event.timeStamp - before.at < SEQUENCE_MS ? current.current[`${before.key} ${key}`] : undefined
      before = { key, at: event.timeStamp }
      const run = sequence ?? current.current[key]
      if (!run) return
      event.preventDefault()
      run(event)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

const nameOf = ({ key, metaKey, ctrlKey }: KeyboardEvent) =>
  metaKey || ctrlKey ? `mod+${key.toLowerCase()}` : key.length === 1 ? key.toLowerCase() : key

const TYPES_INTO = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]'

const isBusy = ({ target, altKey }: KeyboardEvent): boolean =>
  altKey ||
  (target instanceof Element && target.closest(TYPES_INTO) !== null) ||
  document.querySelector('[role=dialog][aria-modal=true], [role=menu]') !== null
