import { fail, isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { allOf, together } from '#platform/module.ts'
import type { payments } from './contract.ts'
import { type Payments, providerNamed } from './needs.ts'
import { nameOf, noteKnownNews, type PaymentNews } from './note-known-news.ts'
import type { News } from './provider.ts'
import { settle } from './settle.ts'
import { settleDispute } from './settle-dispute.ts'
import { settleRefund } from './settle-refund.ts'

type Kept = (typeof payments.events)['payments.webhook_kept']
type Refunded = Extract<News, { kind: 'refund' }>

/**
 * Does what kept news asks for. Repeating it changes nothing, because everything only moves forward. News of a refund or a dispute may
 * come before that of the capture: then the provider is asked first. News of a payment that is not ours, or
 * that another provider took, is not for us.
 */
export const handleWebhooks = together<Payments, Kept>(async (needs, events) => {
  const told = events.map(({ payload: { provider, webhook_id, news } }) => ({ provider, webhook_id, news: readKept(news) }))
  const known = await noteKnownNews(needs, told.filter(isOfPayment))
  await allOf(told.filter((one) => !known.has(nameOf(one))).map((one) => handle(needs, one)))
})

type Told = { provider: string; webhook_id: string; news: News }

const isOfPayment = (told: Told): told is Told & PaymentNews => told.news.kind === 'payment'

/** Kept by ourselves, after the provider's plugin read it. */
const readKept = (news: unknown): News => JSON.parse(JSON.stringify(news))

const handle = async (needs: Payments, { provider, webhook_id, news }: Told) => {
  try {
    await follow(needs, provider, news)
  } catch (error) {
    if (!isFailure(error, 'NOT_FOUND')) throw error
    needs.log.warn({ provider, webhook_id }, 'a webhook is about a payment that is not ours')
  }
}

const follow = async (needs: Payments, provider: string, news: News) => {
  if (news.kind === 'other') return
  const what = `webhook ${news.webhook_id}`
  if (news.kind === 'payment') {
    await settle(needs, news.payment_id, { what, from: provider, answer: news })
    return
  }
  await seeCaptured(needs, provider, news.payment_id)
  if (news.kind === 'dispute') return settleDispute(needs, provider, news)
  const refund_id = await findRefund(needs, news)
  if (refund_id) await settleRefund(needs, refund_id, { what, answer: news })
}

/** What is given back or disputed was captured: if we have not heard of that yet, the provider is asked. */
const seeCaptured = async (needs: Payments, name: string, payment_id: string) => {
  const { rows } = await needs.db.sql<{ state: string; provider_ref: string | null }>`
    SELECT state, provider_ref FROM payments.payments WHERE payment_id = ${payment_id} AND provider = ${name}`
  const payment = rows[0]
  if (!payment) throw fail('NOT_FOUND', 'There is no such payment.')
  if (payment.state === 'captured' || payment.state === 'refunded' || payment.state === 'mismatch') return
  const found = await providerNamed(needs.providers, name)?.find({ payment_id, provider_ref: payment.provider_ref })
  const { state } = await settle(needs, payment_id, { what: 'answer to a question', answer: found ?? undefined })
  if (state !== 'captured' && state !== 'refunded' && state !== 'mismatch')
    throw new Error(`news of a refund or dispute came, but the payment is ${state} at the provider`)
}

/**
 * Which refund of ours this is about: by our id, by the provider's name for it, or one of the same amount whose answer was lost; else it
 * was begun at the provider, and is written down now as one of ours. It must fit into what is left; where our own refunds are in the way,
 * this is tried again until they are done.
 */
const findRefund = async (
  needs: Payments,
  { payment_id, refund_id, provider_ref, amount, state }: Refunded,
): Promise<string | undefined> => {
  const { db, clock } = needs
  const { rows } = await db.sql<{ refund_id: string | null; free: number }>`
    WITH locked AS (
      SELECT payment_id, currency, refunding_amount, held_amount, captured_amount - refunded_amount - refunding_amount AS free
      FROM payments.payments WHERE payment_id = ${payment_id} FOR NO KEY UPDATE),
    ours AS (
      SELECT r.refund_id FROM payments.refunds r JOIN locked USING (payment_id)
      WHERE r.refund_id = ${refund_id}::uuid OR r.provider_ref = ${provider_ref}::text
         OR (${refund_id}::uuid IS NULL AND r.provider_ref IS NULL AND r.state = 'started' AND r.amount = ${amount.amount}::bigint)
      ORDER BY r.refund_id = ${refund_id}::uuid DESC NULLS LAST, r.provider_ref NULLS LAST, r.created_at LIMIT 1),
    written AS (
      INSERT INTO payments.refunds (refund_id, asked_as, payment_id, amount, reason, created_at, looked_at)
      SELECT ${newId(clock.now())}::uuid, ${newId(clock.now())}::uuid, payment_id, ${amount.amount}::bigint, 'begun at the provider', ${clock.now()}::timestamptz, ${clock.now()}::timestamptz
      FROM locked WHERE NOT EXISTS (SELECT FROM ours) AND free >= ${amount.amount}::bigint AND currency = ${amount.currency} AND ${state}::text <> 'failed'
      RETURNING refund_id, payment_id, amount),
    reserved AS (
      UPDATE payments.payments p SET refunding_amount = locked.refunding_amount + written.amount,
             held_amount = locked.held_amount, disputed_amount = least(locked.held_amount, locked.free - written.amount)
      FROM locked, written WHERE p.payment_id = written.payment_id)
    SELECT coalesce((SELECT refund_id FROM ours), (SELECT refund_id FROM written)) AS refund_id, free FROM locked`
  const row = rows[0]
  if (row?.refund_id) return row.refund_id
  if (state === 'failed') return undefined
  throw new Error(`${amount.amount} ${amount.currency} were given back at the provider, but only ${row?.free ?? 0} are left of the payment`)
}
