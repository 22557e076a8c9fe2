import type { Stripe } from 'stripe'
import type { Clock } from '#platform/clock.ts'
import type { Log } from '#platform/log.ts'

/** `api_base`: another address than Stripe's, for the double and for tests. */
export type StripeSettings = { secret_key: string; webhook_secret: string; api_base?: string | undefined }

/** What every use of Stripe is handed. */
export type StripeLink = {
  /** the official client; loaded when it is first needed, so that a start does not wait for it */
  api(): Promise<Stripe>
  /** whether the key moves real money; news of the other kind is refused */
  is_live: boolean
  webhook_secret: string
  clock: Clock
  log: Log
}

/** The version every shape here was read in. It changes together with the pinned package, never by itself. https://docs.stripe.com/api/versioning */
const API_VERSION = '2026-10-28.endive'

/** Twice this, for the client asks a second time, is what payments waits for an answer. */
const TIMEOUT_MS = 9_000

export const openLink = ({ secret_key, webhook_secret, api_base }: StripeSettings, clock: Clock, log: Log): StripeLink => {
  let opened: Promise<Stripe> | undefined
  const open = async () => {
    const { Stripe } = await import('stripe')
    return new Stripe(secret_key, {
      apiVersion: API_VERSION,
      timeout: TIMEOUT_MS,
      maxNetworkRetries: 1, // by the same idempotency key; more is the reconciler's work, which does not keep a shopper waiting
      telemetry: false,
      ...(api_base ? addressOf(api_base) : {}),
    })
  }
  return {
    api: () => {
      opened ??= open()
      return opened
    },
    is_live: /^(sk|rk)_live_/.test(secret_key),
    webhook_secret,
    clock,
    log,
  }
}

const addressOf = (base: string) => {
  const { protocol, hostname, port } = new URL(base)
  const is_plain = protocol === 'http:'
  return { host: hostname, port: port || (is_plain ? '80' : '443'), protocol: is_plain ? ('http' as const) : ('https' as const) }
}

/** Stripe's shortest life of a page, counted from its creation. https://docs.stripe.com/api/checkout/sessions/create (expires_at) */
export const SHORTEST_LIFE_SECONDS = 30 * 60
/** For how long after a payment was begun its page can still be made. Later, Stripe refuses it: so there can be no page that we do not know of. */
export const CREATION_SECONDS = 10 * 60

/** When a UUIDv7 was made: its first 48 bits are milliseconds (RFC 9562, section 5.7). In whole seconds, as Stripe counts. */
export const secondsOf = (id: string): number => Math.floor(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) / 1000)
