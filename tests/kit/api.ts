/** Plain calls of the API, as a test makes them. */
import { ADMIN, type RunningShop } from './running-shop.ts'

export type Answer<T> = { status: number; body: T; retry_after: string | null }

export const callApi = async <T = Record<string, unknown>>(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<T>> => {
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  })
  return { status: response.status, body: (await response.json()) as T, retry_after: response.headers.get('retry-after') }
}

/** The headers of the administrator every test shop has. */
export const asAdmin = async (shop: RunningShop): Promise<Record<string, string>> => {
  const { body } = await callApi<{ token: string }>('POST', `${shop.at('users')}/login`, ADMIN)
  return { authorization: `Bearer ${body.token}` }
}

/** A product of one variant with so many units, for sale at 10.00 EUR. Returns its variant. */
export const addProduct = async (shop: RunningShop, admin: Record<string, string>, on_hand: number): Promise<string> => {
  const sku = `T-${Math.random().toString(36).slice(2, 10)}`
  const product = {
    status: 'active',
    translations: { en: { title: `Test piece ${sku}`, description: 'For a test.' } },
    category_ids: [],
    options: [],
    variants: [{ sku, options: {}, prices: [{ currency: 'EUR', amount: 1000 }], on_hand }],
    pictures: [],
  }
  const { status, body } = await callApi<{ variant_ids: string[] }>('POST', `${shop.url}/api/products`, product, admin)
  const variant_id = body.variant_ids?.[0]
  if (status !== 201 || !variant_id) throw new Error(`the product was not made: ${status} ${JSON.stringify(body)}`)
  return variant_id
}

export const CHECKOUT = {
  shipping_address: { name: 'Ada Lind', line1: 'Harbour Street 4', postal_code: '20457', city: 'Hamburg', country: 'DE' },
  payment: { method: 'test-card' },
}
