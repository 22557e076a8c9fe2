import { LRUCache } from 'lru-cache'
import { askOutside } from '#platform/ask-outside.ts'
import type { Place } from '#platform/contract.ts'
import type { Carrier } from './carrier.ts'
import type { ShippingNeeds } from './needs.ts'

const LIMIT_MS = 2_500
/** So long a shopper may think between seeing a price and paying it, without its changing. */
const KEEP_MS = 15 * 60_000

type Parcel = { to: Place; weight_grams: number; currency: string }

const kept = new WeakMap<Carrier, LRUCache<string, { amount: number | null }>>()

/**
 * What the carrier asks for a parcel, in minor units; null where it does not carry this, undefined when there is no answer that can be
 * used. An answer is kept for a quarter of an hour in this process.
 */
export const ask = async ({ log }: Pick<ShippingNeeds, 'log'>, carrier: Carrier, parcel: Parcel): Promise<number | null | undefined> => {
  if (!carrier.rate) return undefined
  const answers = answersOf(carrier)
  const key = JSON.stringify([parcel.to.country, parcel.to.region, parcel.to.postal_code, parcel.weight_grams, parcel.currency])
  const known = answers.get(key)
  if (known) return known.amount
  const say = (error: unknown) => log.warn({ err: error, carrier: carrier.carrier }, 'a carrier gave no rate')
  const answer = await askOutside({ whom: carrier, limit_ms: LIMIT_MS, say }, async (signal) =>
    checked(await carrier.rate?.(parcel, signal)),
  )
  if (answer) answers.set(key, answer)
  return answer?.amount
}

/** @throws RangeError for what is no amount of money */
const checked = (amount: number | null | undefined): { amount: number | null } => {
  if (amount === undefined || (amount !== null && !(Number.isSafeInteger(amount) && amount >= 0)))
    throw new RangeError(`${amount} is no price`)
  return { amount }
}

const answersOf = (carrier: Carrier): LRUCache<string, { amount: number | null }> => {
  let answers = kept.get(carrier)
  if (!answers) {
    answers = new LRUCache({ max: 2_000, ttl: KEEP_MS })
    kept.set(carrier, answers)
  }
  return answers
}
