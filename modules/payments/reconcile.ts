import { askProvider } from './ask-provider.ts'
import type { Payment } from './contract.ts'
import { letGo } from './let-go.ts'
import { type Payments, providerNamed } from './needs.ts'
import { carryOut, type Part } from './refund.ts'
import { settle } from './settle.ts'

/** An attempt that has been silent for this long is asked about. */
const SILENT_SECONDS = 20
/** Reserved money is looked at this often: a provider lets go of it after some days and may tell nobody. */
const RESERVED_SECONDS = 3_600
/** After this long, a charge the provider has never heard of did not happen. Longer than any request can be on its way. */
const GIVE_UP_SECONDS = 300
const AT_ONCE = 20
const ROUNDS = 50

/**
 * Finds out what became of payments and refunds without a last word, and finishes captures and voids that were begun: asks the provider
 * about each and settles what it says. So a webhook that is never sent, or a crash between charge and commit, changes nothing for longer
 * than a minute. One statement for each twenty, and one for each that has news. Whoever comes first takes them; two never ask at once.
 */
export const reconcilePayments = async (needs: Payments): Promise<void> => {
  for (let round = 0; round < ROUNDS; round++) {
    const open = await takeSilent(needs)
    await Promise.all(open.map((one) => lookAt(needs, one)))
    if (open.length < AT_ONCE) break
  }
  for (let round = 0; round < ROUNDS; round++) {
    const open = await takeRefunds(needs)
    await Promise.all(open.map((part) => carryOut(needs, part)))
    if (open.length < AT_ONCE) break
  }
}

type Open = { payment: Payment; age_seconds: number; capture_amount: number | null; is_voiding: boolean }

const takeSilent = async ({ db, clock, providers }: Payments): Promise<Open[]> => {
  const loaded = providers.map((provider) => provider.name) // a payment whose plugin is not loaded just now stays open
  const by_hand = providers.filter((provider) => provider.is_by_hand).map((provider) => provider.name)
  const { rows } = await db.sql<Open>`
    UPDATE payments.payments p SET looked_at = ${clock.now()}
    WHERE payment_id IN (
      SELECT payment_id FROM payments.payments
      WHERE state IN ('started', 'unknown', 'pending', 'authorised') AND provider = ANY(${loaded}::text[])
        AND looked_at < ${clock.now()}::timestamptz - make_interval(secs => ${SILENT_SECONDS})
        AND (state <> 'authorised' OR capture_amount IS NOT NULL OR void_asked_at IS NOT NULL
             OR looked_at < ${clock.now()}::timestamptz - make_interval(secs => ${RESERVED_SECONDS}))
        AND (state NOT IN ('pending', 'authorised') OR provider <> ALL(${by_hand}::text[]) OR capture_amount IS NOT NULL OR void_asked_at IS NOT NULL)
      ORDER BY looked_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
    RETURNING payments.as_json(p) AS payment, extract(epoch FROM ${clock.now()}::timestamptz - created_at)::float8 AS age_seconds, capture_amount,
              void_asked_at IS NOT NULL AS is_voiding`
  return rows
}

const lookAt = async (needs: Payments, { payment, age_seconds, capture_amount, is_voiding }: Open): Promise<void> => {
  const { payment_id, provider_ref, state } = payment
  const provider = providerNamed(needs.providers, payment.provider)
  if (!provider) return
  // Of an order that is closed nothing is taken any more, not even what was begun.
  if (capture_amount !== null && !is_voiding) {
    const amount = { amount: capture_amount, currency: payment.amount.currency }
    const heard = await askProvider(needs, { payment_id }, () => provider.capture({ payment_id, provider_ref, amount }))
    if (heard.answer) await settle(needs, payment_id, { what: 'answer to a capture', ...heard })
    if (heard.answer) return
  }
  const heard = await askProvider(needs, { payment_id }, () => provider.find({ payment_id, provider_ref }))
  if (heard.error !== undefined) return
  const found = heard.answer ?? (age_seconds > GIVE_UP_SECONDS ? neverBegun(payment) : undefined)
  if (!found) return
  const is_news = found.outcome !== state
  const now = is_news ? await settle(needs, payment_id, { what: 'answer to a question', answer: found }) : payment
  if (is_voiding && (now.state === 'pending' || now.state === 'authorised')) await letGo(needs, now)
}

const neverBegun = ({ amount }: Payment) => ({
  ...{ outcome: 'declined' as const, provider_ref: '', amount, redirect_url: null },
  problem: 'The payment was never begun. Please try again.',
})

const takeRefunds = async ({ db, clock, providers }: Payments): Promise<Part[]> => {
  const loaded = providers.map((provider) => provider.name)
  const { rows } = await db.sql<{ part: Part }>`
    UPDATE payments.refunds r SET looked_at = ${clock.now()}
    FROM payments.payments p
    WHERE p.payment_id = r.payment_id AND r.refund_id IN (
      SELECT silent.refund_id FROM payments.refunds silent JOIN payments.payments paid USING (payment_id)
      WHERE silent.state IN ('started', 'pending') AND paid.provider = ANY(${loaded}::text[])
        AND silent.looked_at < ${clock.now()}::timestamptz - make_interval(secs => ${SILENT_SECONDS})
      ORDER BY silent.looked_at LIMIT ${AT_ONCE} FOR UPDATE OF silent SKIP LOCKED)
    RETURNING payments.part_as_json(r, p) AS part`
  return rows.map((row) => row.part)
}
