import type { MouseEvent } from 'react'

/** A row opens wherever it is clicked, except on what does something else, and not while text is being marked. */
export const opens = (open: () => void) => (event: MouseEvent<HTMLElement>) => {
  if (event.target instanceof Element && event.target.closest('a, button, input, label, [role=menu]')) return
  if (window.getSelection()?.toString()) return
  if (event.metaKey || event.ctrlKey)
    event.currentTarget.querySelector('a')?.dispatchEvent(new window.MouseEvent('click', { ctrlKey: true, metaKey: true }))
  else open()
}
