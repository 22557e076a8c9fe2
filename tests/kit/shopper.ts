/** Shoppers who buy by the API and press again. */
import { randomInt, randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { type Answer, CHECKOUT, callApi } from './api.ts'

export type Bought = {
  order_id: string
  number: string
  token: string
  state: string
  payment_state: string
  payment_problem: string | null
  code?: string
  detail?: string
}
export type Purchase = { body: object; headers: Record<string, string>; email: string }

/** What one shopper asks for; the same purchase may be sent any number of times. */
export const purchase = (
  variant_id: string,
  more: { method?: string; quantity?: number; codes?: string[]; gift_card_codes?: string[] } = {},
): Purchase => {
  const { method = 'test-card', quantity = 1, ...rest } = more
  const email = `${randomUUID()}@customer.example`
  const body = { ...CHECKOUT, email, lines: [{ variant_id, quantity }], payment: { method }, ...rest }
  return { body, headers: { 'idempotency-key': randomUUID(), 'x-forwarded-for': anAddress() }, email }
}

export const send = (url: string, { body, headers }: Purchase): Promise<Answer<Bought>> =>
  callApi('POST', `${url}/api/checkout`, body, headers)

/**
 * Sends a purchase again until it is bought, as a patient shopper does: while the shop is away, asks to come again, or has kept the order and
 * could not ask for the money. What else it answers goes into `faults`.
 */
export const sendUntilBought = async (url: string, wish: Purchase, faults: string[], patience_s = 60): Promise<Bought> => {
  const end = performance.now() + patience_s * 1000
  for (;;) {
    const answer = await send(url, wish).catch((error) => String(error))
    if (typeof answer !== 'string') {
      const { status, body, retry_after } = answer
      if (status === 201 && !body.payment_problem) return body
      const is_allowed = status === 201 || (status === 503 && retry_after !== null)
      if (!is_allowed) faults.push(`${status} ${retry_after ?? 'without Retry-After'} ${JSON.stringify(body)}`)
    }
    if (performance.now() > end) throw new Error(`not bought in ${patience_s} s: ${JSON.stringify(answer)}`)
    await wait(100)
  }
}

/** Of the block for examples (RFC 2544). */
const anAddress = () => `198.18.${randomInt(256)}.${randomInt(256)}`

/** Does `work` for each of `count`, `at_once` at a time. */
export const lanes = async (count: number, at_once: number, work: (i: number) => Promise<void>): Promise<void> => {
  let next = 0
  const lane = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: Math.min(at_once, count) }, lane))
}
