import { createHash } from 'node:crypto'
import { askOutside } from '#platform/ask-outside.ts'
import { json } from '#platform/db.ts'
import { portion } from '#platform/money.ts'
import type { Calculate, TaxedLine, Taxes } from './contract.ts'
import type { TaxNeeds } from './needs.ts'
import type { TaxProvider, TaxQuestion } from './provider.ts'
import { rowsOf, totalsOf } from './tax-of-lines.ts'

const LIMIT_MS = 4_000
const KEEP_DAYS = 30

/**
 * What the outside provider says. Where it fails, is late, or gives an answer that does not add up, its last answer to the same question
 * holds, and `source` says so; undefined when there is none: then the shop's own table holds. Never zero for want of an answer.
 * One statement.
 */
export const askProvider = async (needs: TaxNeeds, question: TaxQuestion): Promise<Taxes | undefined> => {
  const { tax_provider: provider } = needs
  if (!provider) return undefined
  const key = keyOf(question)
  const lines = await ask(needs, provider, question)
  if (lines) {
    await keep(needs, key, lines)
    return taxesOf(question, lines, 'provider', `Calculated by ${provider.name}.`)
  }
  const last = await readLast(needs, key)
  const text = `${provider.name} does not answer; this is what it said on ${last?.answered_at}.`
  return last && taxesOf(question, renamed(last.answer, question), 'last_known', text)
}

/** The same question has the same key, whatever its lines are called this time. */
const keyOf = ({ lines, ...rest }: TaxQuestion): string => {
  const asked = [rest.home_country, rest.destination, rest.currency, rest.prices_include_tax, rest.rounding, rest.is_exempt ?? false]
  const bare = lines.map(({ tax_class, amount }) => [tax_class, amount])
  return createHash('sha256')
    .update(JSON.stringify([...asked, rest.vat_id ?? null, rest.vat_id_state, bare]))
    .digest('base64url')
}

/** Answers are kept in the order of their question. */
const renamed = (answer: TaxedLine[], { lines }: TaxQuestion): TaxedLine[] =>
  answer.map((line, i) => ({ ...line, line_id: lines[i]?.line_id ?? line.line_id }))

/** What it says, if that can be right; a wrong answer to one question is no reason not to ask the next. */
const ask = async ({ log }: TaxNeeds, provider: TaxProvider, question: TaxQuestion): Promise<TaxedLine[] | undefined> => {
  const say = (error: unknown) => log.warn({ err: error, provider: provider.name }, 'the tax provider gave no answer that can be used')
  const asking = { whom: provider, limit_ms: LIMIT_MS, say }
  return askOutside(asking, async (signal) => checked(question, (await provider.calculate(question, signal)).lines))
}

const taxesOf = ({ currency }: Calculate, lines: TaxedLine[], source: Taxes['source'], text: string): Taxes => {
  const totals = totalsOf(lines)
  const said = { sentence: source === 'provider' ? 'tax_provider' : 'tax_last_known', params: {} }
  const why = [{ rule: 'tax_provider', id: null, text, amount: { amount: totals.tax, currency }, said }]
  return { currency, lines, rows: rowsOf(lines), ...totals, source, why }
}

/**
 * The answer in the order of the question. An answer is none when a line is missing, sums do not add up, or a line that is said to be
 * taxed is not taxed at its rate; two minor units are left for the provider's own way of rounding.
 * @throws Error that says what is wrong with it
 */
const checked = ({ lines: asked, prices_include_tax }: TaxQuestion, answered: TaxedLine[]): TaxedLine[] => {
  const byId = new Map(answered.map((line) => [line.line_id, line]))
  if (answered.length !== asked.length) throw new Error(`${answered.length} lines were answered of ${asked.length}`)
  return asked.map(({ line_id, amount }) => {
    const line = byId.get(line_id)
    if (!line) throw new Error(`line ${line_id} was not answered`)
    const { net, tax, gross, rate_basis_points: rate, treatment } = line
    if (![net, tax, gross, rate].every(Number.isSafeInteger) || net + tax !== gross) throw new Error(`line ${line_id} does not add up`)
    if (!prices_include_tax && net !== amount) throw new Error(`line ${line_id} is not about the amount that was asked for`)
    const isRated = treatment === 'standard' || treatment === 'reduced'
    if (isRated && rate <= 0) throw new Error(`line ${line_id} is ${treatment} and has no rate`)
    if (Math.abs(tax - portion(net, rate, 10_000)) > 2) throw new Error(`line ${line_id} is not taxed at its rate`)
    return line
  })
}

const keep = async ({ db, clock }: TaxNeeds, question: string, lines: TaxedLine[]): Promise<void> => {
  await db.sql`
    INSERT INTO tax.provider_answers (question, answer, answered_at) VALUES (${question}, ${json(lines)}::jsonb, ${clock.now()})
    ON CONFLICT (question) DO UPDATE SET answer = excluded.answer, answered_at = excluded.answered_at`
}

const readLast = async ({ db, clock }: TaxNeeds, question: string) => {
  const { rows } = await db.sql<{ answer: TaxedLine[]; answered_at: string }>`
    SELECT answer, answered_at FROM tax.provider_answers
    WHERE question = ${question} AND answered_at > ${clock.now()}::timestamptz - make_interval(days => ${KEEP_DAYS}::int)`
  return rows[0]
}

/** Answers that are too old to stand in for a new one; 5,000 at a time. */
export const dropOldAnswers = async ({ db, clock }: TaxNeeds): Promise<void> => {
  await db.sql`
    DELETE FROM tax.provider_answers WHERE question IN (
      SELECT question FROM tax.provider_answers
      WHERE answered_at <= ${clock.now()}::timestamptz - make_interval(days => ${KEEP_DAYS}::int) LIMIT 5000)`
}
