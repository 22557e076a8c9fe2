/** Codes that make it cheaper. One field takes discount codes and gift cards alike: a shopper need not know which is which. */
import type { FastifyReply } from 'fastify'
import type { Quote } from '#modules/orders/contract.ts'
import { askQuote, type CheckoutState, isCode, keepDraft, keepTender } from './checkout-state.ts'
import { expected, tell } from './forms.ts'
import { refusalOf } from './say.ts'
import type { Storefront } from './storefront.ts'

const MOST_CODES = 10

/** Takes a code on; undefined, or why it was not taken. A code that gives nothing is not kept, so it cannot stand in the way later. */
export const applyCode = async (
  store: Storefront,
  reply: FastifyReply,
  state: CheckoutState,
  typed: string,
): Promise<string | undefined> => {
  const { visit } = reply.request
  const code = typed.trim()
  if (!isCode(code)) return visit.t(code === '' ? 'form.required' : 'refusal.unknown')
  const codes = [...new Set([...(state.draft.codes ?? []), code])].slice(-MOST_CODES)
  const view = await visit.view('/cart')
  let quote: Quote
  try {
    quote = await askQuote(store, visit, { ...state, draft: { ...state.draft, codes } }, view.shop.country)
  } catch (error) {
    return tell(expected(error), visit.t)
  }
  const refused = quote.refused_codes.find((one) => one.code.toUpperCase() === code.toUpperCase())
  if (!refused) {
    await keepDraft(store, visit, state, { codes })
    return undefined
  }
  if (refused.reason !== 'unknown') return refusalOf(view, refused)
  return applyGiftCard(store, reply, state, code)
}

const applyGiftCard = async (store: Storefront, reply: FastifyReply, { tender }: CheckoutState, code: string) => {
  const { visit } = reply.request
  try {
    const { balance } = await store.clients.giftCards.check({ code }, visit.call)
    if (balance.currency !== visit.currency) return visit.t('code.other_currency', { currency: balance.currency })
    if (balance.amount <= 0) return visit.t('code.empty_card')
    const others = tender.cards.filter((card) => plain(card) !== plain(code))
    keepTender(store, reply, { ...tender, cards: [...others, code] })
    return undefined
  } catch (error) {
    const failure = expected(error)
    return failure.code === 'UNKNOWN_CARD' ? visit.t('refusal.unknown') : tell(failure, visit.t)
  }
}

/** As a card's code is compared: without case, blanks and hyphens. */
const plain = (code: string): string => code.replace(/[ -]/g, '').toUpperCase()

export const removeCode = async (store: Storefront, reply: FastifyReply, state: CheckoutState, which: string): Promise<undefined> => {
  const { draft, tender } = state
  const left = tender.cards.filter((_, nth) => which !== `card-${nth}`)
  if (left.length !== tender.cards.length) keepTender(store, reply, { ...tender, cards: left })
  else await keepDraft(store, reply.request.visit, state, { codes: (draft.codes ?? []).filter((code) => code !== which) })
}
