/** The taxes of a question by the shop's own table. Pure: the same question and tables give the same answer. */
import type { Place, Said, Why } from '#platform/contract.ts'
import { type Calculate, type Class, OF_GOODS, type Taxable, type Taxes, type Treatment, type VatIdStanding } from './contract.ts'
import { decideScope, type Scope } from './decide-scope.ts'
import { type Found, ratesAt } from './find-rate.ts'
import type { Tables } from './read-tables.ts'
import { rowsOf, type Treated, taxOfLines, totalsOf } from './tax-of-lines.ts'

export type Facts = { tables: Tables; home_country: string; now: Date; vat_id: VatIdStanding | null }

type Rates = ReturnType<typeof ratesAt>

/** `zone_id`: whose rate it is; null where none is taken. */
type Decided = { line: Treated; zone_id: string | null; said: Said }

export const taxByTable = (question: Calculate, facts: Facts): Taxes => {
  const { tables, home_country, now, vat_id } = facts
  const rates = ratesAt(tables, now)
  const is_exempt = question.is_exempt ?? false
  const scope = decideScope({ home_country, destination: question.destination, is_exempt, vat_id }, tables.choices)
  const home: Place = { country: home_country }
  const main = mainClass(question.lines, (tax_class) => rates(home, tax_class)?.rate.basis_points ?? 0)
  const decided = question.lines.map((line) => {
    const follows = line.tax_class === OF_GOODS
    const asked = { ...line, tax_class: follows ? main : line.tax_class }
    const one = treat(asked, question, scope, rates, facts)
    const reason = `${one.line.reason} It goes along with the goods and is taxed as they are.`
    return follows ? { ...one, line: { ...one.line, reason }, said: { ...one.said, params: { ...one.said.params, along: 1 } } } : one
  })
  const lines = taxOfLines(
    decided.map(({ line }) => line),
    question.rounding,
  )
  return {
    currency: question.currency,
    lines,
    rows: rowsOf(lines),
    ...totalsOf(lines),
    source: 'table',
    why: [
      ...whyPlace(question, home_country),
      ...whyVatId(vat_id),
      ...whyRows(lines, decided, question.currency),
      ...whyTakenOut(question, lines),
    ],
  }
}

/**
 * What goes along with the goods follows the class of which most is bought, by amount; of equals the one with the higher rate. The
 * transport of goods belongs to their taxable amount: Article 78(b) of Directive 2006/112/EC.
 */
const mainClass = (lines: Taxable[], rateOf: (tax_class: string) => number): string => {
  const sums = new Map<string, number>()
  for (const { tax_class, amount } of lines) if (tax_class !== OF_GOODS) sums.set(tax_class, (sums.get(tax_class) ?? 0) + amount)
  const [main] = [...sums].sort(([a, most], [b, other]) => other - most || rateOf(b) - rateOf(a))
  return main?.[0] ?? 'standard'
}

/** Rates of the place where the sale is taxed; where none are set up, those of home. Never nothing without a reason. */
const treat = (line: Taxable, question: Calculate, scope: Scope, rates: Rates, { tables, home_country }: Facts): Decided => {
  const { line_id, amount, tax_class } = line
  const atHome = rates({ country: home_country }, tax_class)
  const included_basis_points = atHome?.rate.basis_points ?? 0
  const untaxed = (treatment: Treatment, reason: string, said: Said): Decided => {
    const basis = question.prices_include_tax && treatment !== 'not_registered' ? 'home_gross' : 'net'
    const tax_name = `${atHome?.zone.tax_name ?? 'Tax'} ${percent(0)}`
    return {
      line: { line_id, amount, basis, included_basis_points, rate_basis_points: 0, tax_name, treatment, reason },
      zone_id: null,
      said,
    }
  }
  if (!scope.is_taxed) return untaxed(scope.treatment, scope.reason, scope.said)
  const there = rates(scope.place, tax_class)
  const found = there ?? atHome
  if (!found)
    return untaxed('not_registered', `No taxes have been set up for ${home_country}, so none could be charged.`, {
      ...{ sentence: 'tax_not_set_up', params: { country: home_country } },
    })
  const because = there ? scope.because : `, the home rate, because no taxes have been set up for ${scope.place.country}`
  const isAbroad = scope.is_abroad && there !== undefined
  const basis = !question.prices_include_tax ? 'net' : isAbroad && tables.choices.cross_border === 'keep_net' ? 'home_gross' : 'gross'
  const reason = reasonOf(found, tax_class, because)
  const params = { tax: named(found).tax_name, zone: found.zone.name, country: scope.place.country }
  const said = { sentence: there ? scope.said : 'tax_of_home', params: { ...params, ...(!found.is_of_class && { tax_class }) } }
  return { line: { line_id, amount, basis, included_basis_points, ...named(found), reason }, zone_id: found.zone.zone_id, said }
}

const named = ({ zone, rate, kind }: Found) => {
  const rate_basis_points = rate.basis_points
  const treatment: Class['kind'] = rate_basis_points === 0 ? 'zero' : kind === 'zero' ? 'reduced' : kind
  return { rate_basis_points, tax_name: `${zone.tax_name} ${percent(rate_basis_points)}`, treatment }
}

const reasonOf = (found: Found, tax_class: string, because: string): string => {
  const unknown = found.is_of_class ? '' : ` No rate is set up there for the class ${tax_class}, so the standard rate holds.`
  return `${named(found).tax_name} of ${found.zone.name}${because}.${unknown}`
}

/** 1900 -> `19 %`, 550 -> `5.5 %` */
const percent = (basis_points: number): string => `${basis_points / 100} %` // for people only; two decimals are exact enough to print

const whyPlace = ({ destination }: Calculate, home_country: string): Why =>
  destination === null
    ? [
        {
          ...{ rule: 'tax_place', id: null, text: `No address is known yet: estimated as if it went to ${home_country}.`, amount: null },
          said: { sentence: 'tax_place', params: { country: home_country } },
        },
      ]
    : []

const whyVatId = (standing: VatIdStanding | null): Why =>
  standing
    ? [
        {
          ...{ rule: 'vat_id', id: standing.vat_id, text: standing.text, amount: null },
          said: {
            sentence: `vat_id_${standing.state}`,
            params: { vat_id: standing.vat_id, ...(standing.checked_at && { day: standing.checked_at }) },
          },
        },
      ]
    : []

const whyRows = (lines: Taxes['lines'], decided: Decided[], currency: string): Why =>
  [...Map.groupBy(lines, ({ reason }) => reason)].map(([text, members]) => {
    const { zone_id = null, said } = decided.find(({ line }) => line.reason === text) ?? {}
    const amount = { amount: members.reduce((sum, { tax }) => sum + tax, 0), currency }
    return { rule: members[0]?.rate_basis_points === 0 ? 'no_tax' : 'tax_rate', id: zone_id, text, amount, ...(said && { said }) }
  })

const whyTakenOut = ({ prices_include_tax, lines: asked, currency }: Calculate, lines: Taxes['lines']): Why => {
  if (!prices_include_tax) return []
  const change = totalsOf(lines).gross - asked.reduce((sum, { amount }) => sum + amount, 0)
  if (change === 0) return []
  const exchanged = lines.some(({ tax }) => tax !== 0) ? ', and that of the destination is put on' : ''
  const text = `The prices include the tax of the home country, which is taken out here${exchanged}.`
  const said = { sentence: exchanged ? 'tax_exchanged' : 'tax_taken_out', params: {} }
  return [{ rule: 'tax_taken_out', id: null, text, amount: { amount: change, currency }, said }]
}
