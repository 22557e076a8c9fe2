/**
 * Products while typing into the search field. It stays a search field, whose list the arrow keys walk through and which says that there is one;
 * without all this, Enter searches.
 */
type Suggestion = { href: string; title: string; price: string; picture: string | null }

const WAIT_MS = 140

export const suggestWhileTyping = (): void => {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-suggest]')) suggestIn(form)
}

const suggestIn = (form: HTMLFormElement) => {
  const input = form.querySelector('input')
  if (!input) return
  const list = document.createElement('ul')
  list.id = 'suggestions'
  list.className = 'suggestions'
  list.role = 'listbox'
  list.ariaLabel = input.placeholder
  list.hidden = true
  form.append(list)
  const said = document.createElement('span')
  said.className = 'sr-only'
  said.role = 'status'
  form.append(said)
  input.setAttribute('aria-controls', list.id)
  input.setAttribute('aria-autocomplete', 'list')
  let timer = 0
  let last = ''

  const show = (is_shown: boolean) => {
    list.hidden = !is_shown
    said.textContent = is_shown ? (form.dataset.suggestSaid ?? '') : ''
    if (!is_shown) input.removeAttribute('aria-activedescendant')
  }
  show(false)

  const ask = async () => {
    const q = input.value.trim()
    last = q
    if (q.length < 2) return show(false)
    const response = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(q)}`)
    const found: Suggestion[] = response.ok ? await response.json() : []
    if (last !== q) return // something newer was typed meanwhile
    list.replaceChildren(...found.map(row))
    show(found.length > 0)
  }
  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = window.setTimeout(() => void ask().catch(() => show(false)), WAIT_MS)
  })
  input.addEventListener('keydown', (event) => move(event, input, list, show))
  list.addEventListener('mousedown', (event) => event.preventDefault()) // the field keeps the focus, so the list stays until the click
  form.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && form.contains(relatedTarget))) show(false)
  })
}

const row = ({ href, title, price, picture }: Suggestion, index: number): HTMLElement => {
  const item = document.createElement('li')
  item.id = `suggestion-${index}`
  item.role = 'option'
  item.ariaSelected = 'false'
  item.addEventListener('click', () => location.assign(href))
  const image = document.createElement(picture ? 'img' : 'span')
  if (image instanceof HTMLImageElement) Object.assign(image, { src: picture, alt: '', width: 40, height: 50 })
  const name = document.createElement('span')
  name.textContent = title
  const cost = document.createElement('span')
  cost.className = 'quiet'
  cost.textContent = price
  item.append(image, name, cost)
  return item
}

/** Arrows choose, Enter opens, Escape closes; the focus stays in the field. */
const move = (event: KeyboardEvent, input: HTMLInputElement, list: HTMLElement, show: (is_shown: boolean) => void) => {
  if (list.hidden) return
  const items = [...list.querySelectorAll<HTMLElement>('[role=option]')]
  const at = items.findIndex((item) => item.ariaSelected === 'true')
  if (event.key === 'Escape') {
    event.preventDefault()
    return show(false)
  }
  if (event.key === 'Enter' && at >= 0) {
    event.preventDefault()
    return items[at]?.click()
  }
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  event.preventDefault()
  const next = (at + step + items.length + (at < 0 && step < 0 ? 1 : 0)) % items.length
  for (const [index, item] of items.entries()) item.ariaSelected = String(index === next)
  input.setAttribute('aria-activedescendant', items[next]?.id ?? '')
}
