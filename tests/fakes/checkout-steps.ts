/** A shopper without scripts on the way through the checkout. */
import type { FastifyInstance } from 'fastify'
import { sentValue, type Visitor, visitor } from './visitor.ts'

export const ADDRESS = {
  ...{ email: 'ada@example.com', name: 'Ada Byron' },
  ...{ line1: 'Hauptstr. 1', postal_code: '10115', city: 'Berlin', country: 'DE' },
}

/** With something in the cart, and the address typed. */
export const withAddress = async (app: FastifyInstance): Promise<Visitor> => {
  const shopper = visitor(app)
  await shopper.submit('/cart', { product: 'wool-blanket', 'option.Colour': 'Moss', quantity: '1' })
  await shopper.post('/checkout', ADDRESS)
  return shopper
}

/** What the form of the last step holds. */
export const formOf = async (shopper: Visitor): Promise<Record<string, string>> => {
  const { html } = await shopper.get('/checkout/payment')
  const hidden = ['idempotency_key', 'cart_version', 'expected_amount', 'expected_currency']
  return { ...Object.fromEntries(hidden.map((name) => [name, sentValue(html, name) ?? ''])), method: 'test_card', do: 'order' }
}

/** What the form holds that pays an order on its own page. */
export const payForm = (html: string): Record<string, string> => {
  const hidden = ['idempotency_key', 'expected_amount', 'expected_currency']
  return { ...Object.fromEntries(hidden.map((name) => [name, sentValue(html, name) ?? ''])), method: 'test_card' }
}
