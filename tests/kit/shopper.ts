/** Shoppers who buy by the API and press again. */
import { randomUUID } from 'node:crypto'
import { type Answer, CHECKOUT, callApi } from './api.ts'

export type Bought = {
  order_id: string
  number: string
  token: string
  state: string
  payment_state: string
  code?: string
  detail?: string
}
export type Purchase = { body: object; headers: { 'idempotency-key': string }; email: string }

/** What one shopper asks for; the same purchase may be sent any number of times. */
export const purchase = (
  variant_id: string,
  more: { method?: string; quantity?: number; codes?: string[]; gift_card_codes?: string[] } = {},
): Purchase => {
  const { method = 'test-card', quantity = 1, ...rest } = more
  const email = `${randomUUID()}@customer.example`
  const body = { ...CHECKOUT, email, lines: [{ variant_id, quantity }], payment: { method }, ...rest }
  return { body, headers: { 'idempotency-key': randomUUID() }, email }
}

export const send = (url: string, { body, headers }: Purchase): Promise<Answer<Bought>> =>
  callApi('POST', `${url}/api/checkout`, body, headers)

/** Does `work` for each of `count`, `at_once` at a time. */
export const lanes = async (count: number, at_once: number, work: (i: number) => Promise<void>): Promise<void> => {
  let next = 0
  const lane = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: Math.min(at_once, count) }, lane))
}
