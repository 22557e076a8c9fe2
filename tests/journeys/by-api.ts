/** People who use the API, as a web client, an app or a partner does. Live changes come as server-sent events. */
import { randomUUID } from 'node:crypto'
import type { RunningShop } from '#tests/kit/running-shop.ts'
import { type Keeper, type Shopper, until } from './people.ts'

type Json = Record<string, unknown>

const caller = (shop: RunningShop) => {
  let token: string | undefined
  const call = async <T = Json>(method: string, url: string, body?: Json, headers: Record<string, string> = {}): Promise<T> => {
    const response = await fetch(url, {
      method,
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const answer = (await response.json()) as T
    if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${JSON.stringify(answer)}`)
    return answer
  }
  const signIn = async (body: Json, path: 'register' | 'login') => {
    const answer = await call<{ token: string }>('POST', `${shop.at('users')}/${path}`, body)
    token = answer.token
  }
  return { call, signIn, token: () => token }
}

/** Hears order changes as `/live` tells them; `until` one is as wanted. */
const listenTo = (url: string, token: string | undefined) => {
  const stop = new AbortController()
  const heard: string[] = []
  const listening = (async () => {
    const response = await fetch(url, { headers: token ? { authorization: `Bearer ${token}` } : {}, signal: stop.signal })
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) heard.push(decoder.decode(chunk, { stream: true }))
  })().catch(() => {})
  return {
    has: (text: string) => heard.join('').includes(text),
    end: async () => {
      stop.abort()
      await listening
    },
  }
}

export const shopperByApi = (shop: RunningShop): Shopper => {
  const { call, signIn, token } = caller(shop)
  const api = `${shop.url}/api`
  const cart_id = randomUUID()
  let slug = ''
  let order_token = ''
  let live: ReturnType<typeof listenTo> | undefined
  return {
    signsUp: (person) => signIn(person, 'register'),
    findsAndOpens: async (words) => {
      await until(`${words} is found`, async () => {
        const { products } = await call<{ products: { slug: string }[] }>('GET', `${api}/search?q=${encodeURIComponent(words)}`)
        slug = products[0]?.slug ?? ''
        return slug !== ''
      })
    },
    putsIntoCart: async (quantity) => {
      const { variants } = await call<{ variants: { variant_id: string; in_stock: boolean }[] }>('GET', `${api}/products/${slug}`)
      const variant = variants.find((one) => one.in_stock)
      await call('POST', `${api}/carts/${cart_id}/lines`, { variant_id: variant?.variant_id, quantity })
    },
    seesCartOf: async (pieces) => {
      const cart = await call<{ item_count: number }>('GET', `${api}/carts/${cart_id}`)
      if (cart.item_count !== pieces) throw new Error(`the cart holds ${cart.item_count} pieces, not ${pieces}`)
    },
    buys: async ({ email, name, payment }) => {
      const shipping_address = { name, line1: 'Harbour Street 4', postal_code: '20457', city: 'Hamburg', country: 'DE' }
      const body = { cart_id, email, shipping_address, payment: { method: payment } }
      const placed = await call<{ number: string; token: string }>('POST', `${api}/checkout`, body, { 'idempotency-key': randomUUID() })
      order_token = placed.token
      live = listenTo(`${api}/live?order_token=${order_token}`, undefined)
      return { number: placed.number, address: `${shop.url}/orders/${order_token}` }
    },
    seesOrderAs: async (state) => {
      if (state !== 'pending') await until(`the live line says ${state}`, async () => live?.has(`"state":"${state}"`) ?? false)
      const order = await call<{ state: string }>('GET', `${api}/track/${order_token}`)
      if (order.state !== state) throw new Error(`the order is ${order.state}, not ${state}`)
    },
    seesOrderInHistory: async (number) => {
      if (!token()) throw new Error('only someone with an account has a history')
      const { orders } = await call<{ orders: { number: string }[] }>('GET', `${api}/orders`)
      if (!orders.some((order) => order.number === number)) throw new Error(`order ${number} is not in the history`)
    },
    leaves: async () => live?.end(),
  }
}

export const keeperByApi = (shop: RunningShop): Keeper => {
  const { call, signIn, token } = caller(shop)
  const api = `${shop.url}/api`
  let live: ReturnType<typeof listenTo> | undefined
  const find = async (number: string) => {
    const { orders } = await call<{ orders: { number: string; order_id: string; version: number }[] }>(
      'GET',
      `${api}/admin/orders?query=${number}`,
    )
    return orders[0]
  }
  return {
    signsIn: async (person) => {
      await signIn(person, 'login')
      live = listenTo(`${api}/live`, token())
    },
    seesNewOrder: async (number) => {
      await until(`order ${number} is told to staff`, async () => live?.has(`"number":"${number}"`) ?? false)
      if (!(await find(number))) throw new Error(`order ${number} is not in the list`)
    },
    decides: async (number, step) => {
      const order = await find(number)
      await call('POST', `${shop.at('orders')}/orders/${order?.order_id}/${step}`, { version: order?.version })
      await until(`the flight recorder tells who bought order ${number} and who decided`, async () => {
        const { steps } = await call<{ steps: { kind: string; title: string }[] }>('GET', `${api}/admin/trail/${order?.order_id}`)
        const asked = steps.filter(({ kind }) => kind === 'request').map(({ title }) => title.split(' ')[0])
        return asked.includes('orders.checkout') && asked.includes(`orders.${step}Order`)
      })
    },
    seesMail: async (to, about) => {
      await until(`a mail to ${to} about ${about}`, async () => {
        const { mails } = await call<{ mails: { to: string; subject: string }[] }>(
          'GET',
          `${api}/admin/mails?query=${encodeURIComponent(to)}`,
        )
        return mails.some((mail) => mail.to === to && about.test(mail.subject))
      })
    },
    leaves: async () => live?.end(),
  }
}
