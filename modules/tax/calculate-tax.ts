import { failCommon } from '#platform/errors.ts'
import { askProvider } from './ask-provider.ts'
import { checkVatId } from './check-vat-id.ts'
import type { Calculate, Calculated } from './contract.ts'
import { readSettings, type TaxNeeds } from './needs.ts'
import { tables } from './read-tables.ts'
import { taxByTable } from './tax-by-table.ts'

/**
 * The tax of each line, its rate and the reason for it. Changes nothing, and may be asked again at any time: the same question is answered
 * the same until somebody changes the tables or a new day brings another rate.
 *
 * No statement while settings and tables are in memory; one more for a VAT-ID, and one for a provider. A provider that fails is replaced
 * by its last answer, then by the shop's own table, whose answer says so; tax is never left out because somebody could not be reached.
 */
export const calculateTax = async (needs: TaxNeeds, question: Calculate): Promise<Calculated> => {
  const { lines, vat_id } = question
  if (new Set(lines.map(({ line_id }) => line_id)).size < lines.length) {
    throw failCommon('INVALID_INPUT', 'Two lines have the same line_id; each needs its own.', { field: 'lines' })
  }
  const [all, shop] = await Promise.all([tables(needs), readSettings(needs)])
  const { country: home_country } = shop
  const standing = vat_id ? await checkVatId(needs, { vat_id }) : null
  const answer = await askProvider(needs, { ...question, home_country, vat_id_state: standing?.state ?? null })
  if (answer) return answer
  const taxes = taxByTable(question, { tables: all, home_country, now: needs.clock.now(), vat_id: standing })
  if (!needs.tax_provider) return taxes
  const text = `${needs.tax_provider.name} does not answer; the shop's own table holds.`
  return { ...taxes, why: [{ rule: 'tax_provider', id: null, text, amount: null }, ...taxes.why] }
}
