/**
 * Everybody who knows of a payment, at once: the provider tells the shop of each charge three times, from the moment it is made and so
 * perhaps before the shop has its own answer, and the reconciler, whose clock is pushed, asks about every payment all the time.
 */
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { keyFor } from '#platform/secrets.ts'
import { SIGNATURE_HEADER, signNews, told } from '#plugins/simulated-payments/tell-shop.ts'
import type { RunningShop } from './running-shop.ts'

/** Of the shops that tests start and sign for. */
export const SECRET_KEY = 'races-and-crashes-of-the-test-shop-0123456789'
const TIMES = 3

export const openStorm = (shop: RunningShop, urls: string[]): { stop(): Promise<{ told: number; statuses: number[] }> } => {
  const key = keyFor(SECRET_KEY, 'simulated webhooks')
  const heard = new Set<string>()
  const statuses: number[] = []
  let is_over = false
  const tell = async (charge: Parameters<typeof told>[0]) => {
    const body = JSON.stringify({ webhook_id: `evt_storm_${charge.payment_id}`, kind: 'payment', ...told(charge) })
    const headers = {
      'content-type': 'application/json',
      [SIGNATURE_HEADER]: signNews(key, body, Math.floor(Date.now() / 1000)),
    }
    await Promise.all(
      Array.from({ length: TIMES }, async (_, i) => {
        await wait(i * 7)
        const { status } = await fetch(`${urls[i % urls.length]}/api/webhooks/simulated`, { method: 'POST', body, headers })
        statuses.push(status)
      }),
    )
  }
  const blow = async () => {
    const client = new pg.Client({ connectionString: shop.database_url })
    await client.connect()
    const telling: Promise<void>[] = []
    while (!is_over) {
      const { rows } = await client.query<{ charge: Parameters<typeof told>[0] }>(
        `SELECT simulated_payments.as_json(c) AS charge FROM simulated_payments.charges c
         WHERE charged_at > now() - interval '20 seconds' AND outcome IN ('captured', 'declined')`,
      )
      for (const { charge } of rows) {
        if (heard.has(charge.payment_id)) continue
        heard.add(charge.payment_id)
        telling.push(tell(charge))
      }
      await client.query(`UPDATE payments.payments SET looked_at = looked_at - interval '1 minute'
        WHERE state IN ('started', 'unknown', 'pending') AND looked_at > now() - interval '30 seconds'`)
      await client.query(
        `UPDATE platform.timers SET next_run_at = now() WHERE name IN ('payments.reconcile', 'simulated_payments.tell_shop')`,
      )
      await wait(20)
    }
    await Promise.all(telling)
    await client.end()
  }
  const blowing = blow()
  blowing.catch(() => {}) // told by stop()
  return {
    stop: async () => {
      is_over = true
      await blowing
      return { told: heard.size, statuses }
    },
  }
}
