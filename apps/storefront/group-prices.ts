/** What a product costs a member of a group of customers. Pages that everyone shares never show it. */
import type { ProductPage } from '#modules/catalog/contract.ts'
import { asShop, type Storefront } from './storefront.ts'
import type { Visit } from './visit.ts'

/** The group whose prices the visitor pays, if any. One statement for someone who is signed in, none for a guest. */
export const groupOf = async ({ clients }: Storefront, { user, call }: Visit): Promise<string | null> => {
  if (!user) return null
  const { customer_group } = await clients.customers.readTerms({ user_id: user.user_id }, asShop(call))
  return customer_group
}

/** The product with the prices of a group in place of everyone's. One statement. */
export const forGroup = async (
  { clients }: Storefront,
  { currency, call }: Visit,
  product: ProductPage,
  customer_group: string,
): Promise<ProductPage> => {
  const lines = product.variants.map(({ variant_id }) => ({ variant_id, quantity: 1 }))
  const quote = await clients.pricing.quoteFor({ currency, customer_group, lines }, asShop(call))
  const prices = new Map(quote.lines.map((line) => [line.variant_id, line]))
  const variants = product.variants.map((variant) => {
    const { unit_price = null, compare_at = null, tiers = [] } = prices.get(variant.variant_id) ?? {}
    return { ...variant, price: unit_price, compare_at, tiers, lowest: compare_at && variant.lowest }
  })
  return { ...product, variants }
}
