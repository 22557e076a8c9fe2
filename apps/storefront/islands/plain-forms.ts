/** Small courtesies for forms that work without them. */
import { later } from './later.ts'
import { sendForm } from './send-form.ts'

/** forms with a change that is not sent yet */
const waiting = new Set<HTMLFormElement>()

/** A choice that is a form of its own is sent as soon as it is made. */
export const submitOnChange = (): void => {
  document.addEventListener('change', ({ target }) => {
    const is_control = target instanceof HTMLSelectElement || target instanceof HTMLInputElement
    if (!is_control || !target.hasAttribute('data-submits')) return
    const { form } = target
    if (!form) return
    const submit = () => form.reportValidity() && form.requestSubmit()
    if (target instanceof HTMLSelectElement) return submit()
    waiting.add(form)
    later(form, () => waiting.delete(form) && submit())
  })
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement)) return
    waiting.delete(form) // it is sent as it stands
    const others = [...waiting].filter((other) => other.method === 'post' && other.checkValidity())
    waiting.clear()
    if (others.length === 0) return
    event.preventDefault()
    event.stopImmediatePropagation()
    void sendBefore(others, form, event.submitter)
  })
}

/** A form leads to a new page, and what waits in others would be gone with this one. */
const sendBefore = async (others: HTMLFormElement[], form: HTMLFormElement, submitter: HTMLElement | null) => {
  for (const other of others) await sendForm(other).catch(() => {})
  form.requestSubmit(submitter)
}

/** A form that buys is sent once; the key in it would keep a second copy harmless as well. */
export const submitOnce = (): void => {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-once')) return
    if (form.dataset.once === 'sent') event.preventDefault()
    form.dataset.once = 'sent'
    form.querySelector('button[type=submit]')?.setAttribute('aria-busy', 'true')
  })
  addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll<HTMLFormElement>('[data-once]')) {
      form.dataset.once = ''
      form.querySelector('button[type=submit]')?.removeAttribute('aria-busy')
    }
  })
}

/** Plus and minus beside a quantity. */
export const stepQuantities = (): void => {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-step]')) button.hidden = false
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLButtonElement>('[data-step]') : null
    const input = button?.parentElement?.querySelector('input')
    if (!button || !input) return
    if (button.dataset.step === '1') input.stepUp()
    else input.stepDown()
    input.dispatchEvent(new Event('change', { bubbles: true }))
  })
}

/** Menus close when something else is pressed, or Escape. */
export const closeMenus = (): void => {
  const close = (inside: EventTarget | null) => {
    for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.menu[open]'))
      if (!(inside instanceof Node && menu.contains(inside))) menu.open = false
  }
  document.addEventListener('click', ({ target }) => close(target))
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return
    document.querySelector<HTMLElement>('details.menu[open] > summary')?.focus()
    close(null)
  })
}
