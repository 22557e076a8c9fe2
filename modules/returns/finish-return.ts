import { setTimeout as wait } from 'node:timers/promises'
import { crashPoint } from '#platform/crash-point.ts'
import type { Failure } from '#platform/errors.ts'
import type { Return } from './contract.ts'
import { giveBack, putOnCard } from './give-back.ts'
import { AS_SHOP, type Claim, type Returning } from './needs.ts'
import { readReturnOf } from './read-returns.ts'
import { RETURN } from './states.ts'
import { stepBack } from './step-back.ts'

/** `refusal`: why nothing could be given; the return waits for another decision then. */
export type Finished = { return: Return; refusal?: Failure }

/** Longer than the steps take. Who was cut off has nothing more to say after it. */
export const FINISHING_SECONDS = 60

/**
 * Carries out what was decided: units on the shelf, then the money, the credit or the goods anew, then the order's books; then the return is
 * settled, and told. Each step is safe to repeat under the return's or the decision's id, so this may begin again wherever it was cut off; one
 * does it at a time. Where nothing can be given, because the goods are sold out or the money does not go back, the decision is taken back.
 */
export const finishReturn = async (needs: Returning, return_id: string, mine?: Claim): Promise<Finished> => {
  const claim = mine ?? (await claimReturn(needs, return_id, false))
  if (!claim) return { return: await readReturnOf(needs, return_id) }
  try {
    return await carryOut(needs, claim)
  } catch (error) {
    await letGo(needs, claim).catch(() => {}) // it ends by itself
    throw error
  }
}

const [TRIES, MS_BETWEEN] = [20, 250]

/** For a request that is repeated: waits for who is at it, and goes on in their place where they do not come to an end. */
export const finishAgain = async (needs: Returning, return_id: string): Promise<Finished> => {
  for (let tries = 0; tries <= TRIES; tries++) {
    const claim = await claimReturn(needs, return_id, tries === TRIES)
    const finished = await (claim ? finishReturn(needs, return_id, claim) : { return: await readReturnOf(needs, return_id) })
    if (claim || finished.return.state !== 'settling') return finished
    await wait(MS_BETWEEN)
  }
  return { return: await readReturnOf(needs, return_id) }
}

const carryOut = async (needs: Returning, claim: Claim): Promise<Finished> => {
  const { decided } = claim
  crashPoint('after the decision about a return')
  await putOnShelf(needs, decided)
  crashPoint('before the money of a return')
  const given = await giveBack(needs, claim)
  if (given.refusal) return { return: await stepBack(needs, claim, given.refusal), refusal: given.refusal }
  crashPoint('after the money of a return')
  await putOnCard(needs, claim)
  return { return: await close(needs, decided, given) }
}

/** From now on in our hands: `finishing_until` is other than theirs who had it before, whose decision that nothing can be given counts no more. */
const claimReturn = async ({ db, clock }: Returning, return_id: string, takes_over: boolean): Promise<Claim | undefined> => {
  const { rows } = await db.sql<Claim>`
    UPDATE returns.returns r
    SET finishing_until = greatest(${clock.now()}::timestamptz + make_interval(secs => ${FINISHING_SECONDS}), finishing_until + interval '1 millisecond')
    WHERE return_id = ${return_id} AND state = 'settling' AND (finishing_until IS NULL OR finishing_until < ${clock.now()} OR ${takes_over}::boolean)
    RETURNING returns.as_json(r) AS decided, coalesce(settlement_id, return_id) AS settlement_id, coalesce(paid_order_id, order_id) AS paid_order_id,
      coalesce(finishing_until, ${clock.now()}::timestamptz) AS finishing_until`
  return rows[0]
}

/** So that the next who comes need not wait. */
const letGo = async ({ db }: Returning, { decided: { return_id }, finishing_until }: Claim) => {
  await db.sql`UPDATE returns.returns SET finishing_until = NULL WHERE return_id = ${return_id} AND finishing_until = ${finishing_until}`
}

const putOnShelf = async ({ inventory }: Returning, { return_id, order_id, number, lines: came }: Return) => {
  const lines = came.flatMap(({ variant_id, restock_quantity }) => (restock_quantity ? [{ variant_id, quantity: restock_quantity }] : []))
  if (lines.length > 0) await inventory.restock({ restock_id: return_id, order_id, lines, reason: `return ${number}` }, AS_SHOP)
}

type Given = { replacement_order_id?: string; problem?: string | undefined }

const close = async ({ db, clock }: Returning, { return_id }: Return, { replacement_order_id, problem }: Given): Promise<Return> => {
  const { from, to } = RETURN.moves.finish
  const { rows } = await db.sql<{ return: Return }>`
    WITH found AS (SELECT r AS before FROM returns.returns r WHERE return_id = ${return_id} FOR NO KEY UPDATE),
    closed AS (
      UPDATE returns.returns r
      SET state = ${to}::text, version = (before).version + 1, updated_at = ${clock.now()}, replacement_order_id = ${replacement_order_id ?? null}::uuid,
          finishing_until = NULL, undecided = NULL,
          timeline = (before).timeline
            || CASE WHEN ${problem ?? null}::text IS NULL THEN '[]' ELSE jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', 'refund_failed', 'who', 'shop', 'note', ${problem ?? null}::text)) END
            || jsonb_build_array(jsonb_build_object('at', ${clock.now()}::timestamptz, 'what', 'settled', 'who', 'shop', 'note', NULL))
      FROM found WHERE r.return_id = ${return_id} AND (before).state = ANY(${from}::text[])
      RETURNING r.*),
    said AS (
      INSERT INTO returns.outbox (type, aggregate_id, payload)
      SELECT 'returns.settled', order_id::text, jsonb_build_object('order_id', order_id, 'return', returns.as_json(closed)) FROM closed)
    SELECT coalesce((SELECT returns.as_json(closed) FROM closed), returns.as_json(before)) AS return FROM found`
  if (!rows[0]) throw new Error('a return that was being settled is gone')
  return rows[0].return
}

const AT_ONCE = 20

/** Goes on with returns whose settling was cut off, or whose neighbours did not answer. */
export const finishReturns = async (needs: Returning): Promise<void> => {
  const { db, clock, log } = needs
  const { rows } = await db.sql<{ return_id: string }>`
    SELECT return_id FROM returns.returns
    WHERE state = 'settling' AND (finishing_until IS NULL OR finishing_until < ${clock.now()}) ORDER BY updated_at LIMIT ${AT_ONCE}`
  for (const { return_id } of rows)
    try {
      const { refusal } = await finishReturn(needs, return_id)
      if (refusal) log.warn({ err: refusal, return_id }, 'a return could not be settled as it was decided; it waits for another decision')
    } catch (error) {
      log.warn({ err: error, return_id }, 'a return could not be settled yet; it is tried again')
    }
}
