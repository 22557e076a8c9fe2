/** The page a person pays on: what Stripe hosts at checkout.stripe.com. Buttons instead of fields, so that no card number is ever typed. */
import type { Books, PageRow } from './books.ts'
import { pay, WAYS, type Way } from './shopper.ts'

const WORDS: Record<Way, string> = {
  card: 'Pay by card',
  challenge: 'Pay by a card whose bank asks back (3-D Secure)',
  prove: 'Confirm with the bank',
  fail_to_prove: 'Fail to confirm with the bank',
  declined: 'A card that is declined',
  no_funds: 'A card without money',
  stolen: 'A stolen card',
  expired_card: 'An expired card',
  bank_debit: 'Pay by bank debit, decided later',
}

const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const frame = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>body{font:16px/1.5 sans-serif;max-width:26rem;margin:3rem auto;padding:0 1rem}button{display:block;width:100%;padding:.6rem;margin:.4rem 0;font:inherit}</style>
<h1>${title}</h1>${body}</html>`

export const renderPage = (books: Books, page: PageRow): string => {
  if (page.status !== 'open')
    return frame('This page is closed', `<p><a href="${safe(page.cancel_url ?? page.success_url)}">Back to the shop</a></p>`)
  const intent = books.intents.get(page.intent ?? '')
  const ways: Way[] = intent?.status === 'requires_action' ? ['prove', 'fail_to_prove'] : WAYS.filter((way) => !way.endsWith('prove'))
  const buttons = ways.map((way) => `<button name="way" value="${way}">${WORDS[way]}</button>`).join('')
  const failure = intent?.failure ? `<p role="alert">${safe(intent.failure.message)}</p>` : ''
  return frame(
    'Test payment, no money moves',
    `<p>${safe(page.name)}: ${page.amount} ${page.currency.toUpperCase()} in Stripe's minor units</p>${failure}
<form method="post">${buttons}</form><p><a href="${safe(page.cancel_url ?? page.success_url)}">Cancel and return</a></p>`,
  )
}

/** @returns where the person goes next */
export const press = (books: Books, page: PageRow, way: string): string => {
  const chosen = WAYS.find((one) => one === way)
  if (chosen && page.status === 'open') pay(books, page.id, chosen)
  return page.status === 'complete' ? page.success_url : `/c/pay/${page.id}`
}
