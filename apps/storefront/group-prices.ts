/** What goods cost a member of a group of customers. Pages that everyone shares never show it. */
import type { FastifyReply } from 'fastify'
import type { ComponentChild } from 'preact'
import type { Card, ProductPage } from '#modules/catalog/contract.ts'
import { html, type Shared, sendPrivate, sendShared } from './send.ts'
import { asShop, type Storefront } from './storefront.ts'
import type { Visit } from './visit.ts'

/** A card with the price that the visitor pays. */
export type OwnCard = Card & { is_group_price?: boolean }

/**
 * The group whose prices the visitor pays, if any. No statement for a guest, nor while no group has prices of its own; else one for who is
 * signed in. Null for a member of a group that has none.
 */
export const groupOf = async ({ clients }: Storefront, { user, call }: Visit): Promise<string | null> => {
  if (!user) return null
  const { groups } = await clients.pricing.listPricedGroups({}, asShop(call))
  if (groups.length === 0) return null
  const { customer_group } = await clients.customers.readTerms({ user_id: user.user_id }, asShop(call))
  return customer_group !== null && groups.includes(customer_group) ? customer_group : null
}

/** The product with the prices of a group in place of everyone's, and whether any of them is another. One statement. */
export const forGroup = async (
  { clients }: Storefront,
  { currency, call }: Visit,
  product: ProductPage,
  customer_group: string | null,
): Promise<{ product: ProductPage; is_group_price: boolean }> => {
  if (!customer_group) return { product, is_group_price: false }
  const lines = product.variants.map(({ variant_id }) => ({ variant_id, quantity: 1 }))
  const quote = await clients.pricing.quoteFor({ currency, customer_group, lines }, asShop(call))
  const prices = new Map(quote.lines.map((line) => [line.variant_id, line]))
  const variants = product.variants.map((variant) => {
    const { unit_price = null, compare_at = null, tiers = [] } = prices.get(variant.variant_id) ?? {}
    return { ...variant, price: unit_price, compare_at, tiers, lowest: compare_at && variant.lowest }
  })
  const is_group_price = variants.some(({ price }, i) => price?.amount !== product.variants[i]?.price?.amount)
  return { product: { ...product, variants }, is_group_price }
}

/**
 * These cards with the prices of a group in place of everyone's; a card is marked when the price on it is another. Two statements for
 * any number, one when pricing has been asked before; none for everyone.
 */
export const ownCards = async (
  { clients }: Storefront,
  { currency, call }: Visit,
  group: string | null,
  cards: Card[],
): Promise<OwnCard[]> => {
  if (!group || cards.length === 0) return cards
  const product_ids = cards.map(({ product_id }) => product_id)
  const { prices } = await clients.catalog.readGroupPrices({ currency, customer_group: group, product_ids }, asShop(call))
  const own = new Map(prices.map((price) => [price.product_id, price]))
  return cards.map((card) => {
    const price = own.get(card.product_id)
    return price ? { ...card, ...price, is_group_price: price.price.amount !== card.price?.amount } : card
  })
}

type Priced = Pick<Shared, 'key' | 'tags'> & {
  /** the page with the prices of a group, or with everyone's */
  make(group: string | null): Promise<ComponentChild>
}

/** Sends a page that shows prices: the one that everyone shares, or to a member of a group one of their own, which nobody may keep. */
export const sendPriced = async (store: Storefront, reply: FastifyReply, { key, tags, make }: Priced): Promise<FastifyReply> => {
  const group = await groupOf(store, reply.request.visit)
  if (group) return sendPrivate(reply, await make(group))
  return sendShared(store, reply, { key, tags, make: async () => html(await make(null)) })
}
