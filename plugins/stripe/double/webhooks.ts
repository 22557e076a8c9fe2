import { Stripe } from 'stripe'
import { type Books, newRef } from './books.ts'

/** Where events go: answers with an HTTP status, or throws. */
export type Receiver = (bytes: Uint8Array, headers: Record<string, string>) => Promise<number>

export type Told = { id: string; type: string; body: string; tries: number; is_taken: boolean; next_try: number }

/** Back-off of the deliveries in seconds. Stripe goes on for three days and does not say how: https://docs.stripe.com/webhooks#retries */
const RETRY_SECONDS = [0, 5, 30, 300, 3_600, 10_800, 21_600, 43_200]

type Event = { api_version: string; books: Books; secret: string }

/** The events of the account, signed by Stripe's own library, and sent until they are taken. */
export const openWebhooks = ({ api_version, books, secret }: Event) => {
  const events: Told[] = []
  let receiver: Receiver | undefined

  /** `object`: as it is now; later changes do not change the event. https://docs.stripe.com/api/events/object */
  const tell = (type: string, object: unknown): void => {
    const id = newRef('evt')
    const created = books.now()
    const body = JSON.stringify(
      {
        id,
        object: 'event',
        api_version,
        created,
        data: { object },
        livemode: books.is_live,
        pending_webhooks: 1,
        request: { id: null, idempotency_key: null },
        type,
      },
      null,
      2,
    )
    events.push({ id, type, body, tries: 0, is_taken: false, next_try: created })
  }

  const headersOf = (body: string, signed_at = books.now(), key = secret): Record<string, string> => ({
    'content-type': 'application/json; charset=utf-8',
    'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload: body, secret: key, timestamp: signed_at }),
  })

  const send = async (event: Told, to: Receiver): Promise<void> => {
    event.next_try = books.now() + (RETRY_SECONDS[event.tries] ?? 43_200)
    event.tries++
    const status = await to(Buffer.from(event.body), headersOf(event.body)).catch(() => 0)
    if (status >= 200 && status < 300) event.is_taken = true
  }

  return {
    events,
    tell,
    headersOf,
    to: (given: Receiver | undefined): void => {
      receiver = given
    },
    /** Sends all that is due. `times`: each so many times over; `order`: how they are shuffled. Returns how many were sent. */
    deliver: async ({ times = 1, order = (due: Told[]) => due, is_forced = false } = {}): Promise<number> => {
      if (!receiver) return 0
      const due = order(events.filter((event) => !event.is_taken && (is_forced || event.next_try <= books.now())))
      for (const event of due) for (let i = 0; i < times; i++) await send(event, receiver)
      return due.length * times
    },
  }
}

/** A receiver over HTTP. */
export const post =
  (url: string): Receiver =>
  async (bytes, headers) => {
    const answer = await fetch(url, { method: 'POST', body: Buffer.from(bytes), headers, redirect: 'manual' })
    await answer.arrayBuffer()
    return answer.status
  }
