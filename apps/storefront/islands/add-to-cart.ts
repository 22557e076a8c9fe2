/** Adding to the cart opens the drawer in place of a new page. The drawer's code is fetched when it is first needed. */
import { showBadge } from './badge.ts'
import type { CartAnswer } from './drawer.tsx'
import { sendForm } from './send-form.ts'

const drawer = () => import('./drawer.tsx')

export const addToCart = (): void => {
  document.addEventListener('submit', (event) => {
    const form = event.target
    const is_ours = form instanceof HTMLFormElement && form.hasAttribute('data-add')
    const submitter = event.submitter
    if (!is_ours || (submitter instanceof HTMLButtonElement && submitter.formMethod === 'get')) return
    event.preventDefault()
    void add(form, submitter)
  })
  for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-cart]'))
    link.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || location.pathname === link.pathname) return
      event.preventDefault()
      void open(link)
    })
  // The code is on its way as soon as someone looks like adding something.
  for (const sign of SIGNS) document.addEventListener(sign, warm, { passive: true })
}

const SIGNS = ['pointerover', 'focusin'] as const

const warm = ({ target }: Event) => {
  if (!(target instanceof Element && target.closest('[data-add], [data-cart]'))) return
  for (const sign of SIGNS) document.removeEventListener(sign, warm)
  void drawer().catch(() => {})
}

/** Units that are put in twice are bought twice: what was sent once is never sent again, whatever became of the answer. */
const add = async (form: HTMLFormElement, submitter: HTMLElement | null) => {
  submitter?.setAttribute('aria-busy', 'true')
  try {
    const loaded = await drawer().catch(() => null)
    if (!loaded) return form.submit() // nothing was sent yet; the page without scripts goes on
    const answer = await sendForm<CartAnswer>(form, fieldsOf(form))
    const stock = form.querySelector('[data-stock]')
    if (answer.failed && !answer.lines && stock) return refuse(stock, answer.failed)
    showBadge()
    loaded.showDrawer(answer, 'added')
  } catch {
    location.assign(form.action) // the cart's page says what is in it
  } finally {
    submitter?.removeAttribute('aria-busy')
  }
}

/** What cannot be had is said where the quantity was asked for. */
const refuse = (stock: Element, why: string) => {
  stock.textContent = why
  stock.classList.remove('is-in')
}

/** The picker has settled the variant already, so the server need not look it up by its options. */
const fieldsOf = (form: HTMLFormElement): FormData => {
  const fields = new FormData(form)
  if (fields.get('variant_id')) for (const name of [...fields.keys()]) if (name.startsWith('option.')) fields.delete(name)
  return fields
}

const open = async (link: HTMLAnchorElement) => {
  try {
    const [{ showDrawer }, response] = await Promise.all([drawer(), fetch(link.href, { headers: { accept: 'application/json' } })])
    showDrawer(await response.json(), 'opened')
  } catch {
    location.assign(link.href)
  }
}
