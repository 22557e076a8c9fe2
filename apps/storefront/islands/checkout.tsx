/** Shows what a choice changes while it is made. Without this script the next step shows it. */
import { hydrate, render } from 'preact'
import { Totals } from '#storefront/totals.tsx'
import type { TotalsView } from '#storefront/totals-view.ts'
import { later } from './later.ts'

const DECIDING = new Set(['country', 'postal_code', 'shipping_method_id'])

const place = document.querySelector<HTMLElement>('[data-totals]')
const form = document.querySelector<HTMLFormElement>('form[data-quote]')
const data = document.getElementById('checkout-totals')?.textContent

type Data = { totals: TotalsView; address: string }

const start = (on: HTMLFormElement, into: HTMLElement, { totals: first, address }: Data) => {
  hydrate(<Totals totals={first} has_why />, into)
  let asked = 0
  const refresh = async () => {
    const mine = ++asked
    const fields = new URLSearchParams()
    for (const [name, value] of new FormData(on)) if (DECIDING.has(name) && typeof value === 'string') fields.set(name, value)
    into.setAttribute('aria-busy', 'true')
    try {
      const response = await fetch(address, { method: 'POST', headers: { accept: 'application/json' }, body: fields })
      const { totals }: { totals: TotalsView | null } = await response.json()
      if (mine === asked && totals) show(into, totals)
    } finally {
      if (mine === asked) into.removeAttribute('aria-busy')
    }
  }
  on.addEventListener('change', ({ target }) => {
    const is_deciding = (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) && DECIDING.has(target.name)
    if (is_deciding) later(on, () => void refresh().catch(() => {}))
  })
}

const show = (into: HTMLElement, totals: TotalsView) => {
  render(<Totals totals={totals} has_why />, into)
  const head = document.querySelector('[data-total]')
  if (head) head.textContent = totals.total
}

if (form && place && data) start(form, place, JSON.parse(data))
