import { askOutside } from '#platform/ask-outside.ts'
import { newId } from '#platform/ids.ts'
import type { CheckVatId, VatIdStanding } from './contract.ts'
import type { TaxNeeds } from './needs.ts'
import { tables } from './read-tables.ts'
import { normalVatId, vatIdProblem } from './vat-id.ts'
import type { VatIdAnswer } from './vat-id-check.ts'

/** A yes or no holds for a day: the right to sell without tax is one of the day of the sale. */
const FRESH_HOURS = 24
/** While nobody can be asked, an answer of the last month still counts. */
const STALE_DAYS = 30
const LIMIT_MS = 5_000

type Kept = VatIdAnswer & { checked_at: string; is_fresh: boolean }

/**
 * Is this VAT-ID valid? Its shape and check digits first; then what was answered within a day; then whoever knows (VIES). Each answer
 * is kept with its time and consultation number, because that is the seller's proof. Where no answer comes, the last one of a month
 * counts, else the ID is `unchecked`, which is neither a yes nor a no. One statement, two when somebody was asked.
 */
export const checkVatId = async (needs: TaxNeeds, asked: CheckVatId): Promise<VatIdStanding> => {
  const vat_id = normalVatId(asked.vat_id)
  const problem = vatIdProblem(vat_id)
  if (problem) return { vat_id, state: 'malformed', ...NOTHING, checked_at: null, text: problem }
  const kept = await readKept(needs, vat_id)
  if (kept?.is_fresh) return standing(vat_id, kept)
  const answer = await ask(needs, vat_id)
  if (answer) return standing(vat_id, { ...answer, checked_at: await keep(needs, vat_id, answer) })
  if (kept) return standing(vat_id, kept)
  return { vat_id, state: 'unchecked', ...NOTHING, checked_at: null, text: `${vat_id} is well formed, but could not be checked just now.` }
}

const NOTHING = { name: null, address: null, consultation_number: null }

const standing = (vat_id: string, { is_valid, name, address, consultation_number, checked_at }: Omit<Kept, 'is_fresh'>): VatIdStanding => ({
  vat_id,
  state: is_valid ? 'valid' : 'invalid',
  name,
  address,
  consultation_number,
  checked_at,
  text: `${vat_id} was ${is_valid ? 'valid' : 'not valid'} on ${checked_at.slice(0, 10)}${consultation_number ? `, consultation ${consultation_number}` : ''}.`,
})

const readKept = async ({ db, clock }: TaxNeeds, vat_id: string): Promise<Kept | undefined> => {
  const now = clock.now()
  const { rows } = await db.sql<Kept>`
    SELECT is_valid, name, address, consultation_number, checked_at,
      checked_at > ${now}::timestamptz - make_interval(hours => ${FRESH_HOURS}::int) AS is_fresh
    FROM tax.vat_checks
    WHERE vat_id = ${vat_id} AND checked_at > ${now}::timestamptz - make_interval(days => ${STALE_DAYS}::int)
    ORDER BY checked_at DESC LIMIT 1`
  return rows[0]
}

const ask = async (needs: TaxNeeds, vat_id: string): Promise<VatIdAnswer | undefined> => {
  const { vat_id_check, log } = needs
  if (!vat_id_check) return undefined
  const { choices } = await tables(needs)
  const say = (error: unknown) => log.warn({ err: error }, 'a VAT-ID could not be checked')
  const asking = { whom: vat_id_check, about: vat_id.slice(0, 2), limit_ms: LIMIT_MS, say } // each state answers for itself
  return askOutside(asking, (signal) => vat_id_check.check(vat_id, choices.vat_id, signal))
}

const keep = async ({ db, clock }: TaxNeeds, vat_id: string, answer: VatIdAnswer): Promise<string> => {
  const { is_valid, name, address, consultation_number } = answer
  const now = clock.now()
  await db.sql`
    INSERT INTO tax.vat_checks (check_id, vat_id, is_valid, name, address, consultation_number, checked_at)
    VALUES (${newId(now)}, ${vat_id}, ${is_valid}, ${name}, ${address}, ${consultation_number}, ${now})`
  return now.toISOString()
}
