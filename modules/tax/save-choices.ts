import { isViolation, json } from '#platform/db.ts'
import { fail, failCommon } from '#platform/errors.ts'
import type { Choices, SaveChoices } from './contract.ts'
import { OF_GOODS } from './contract.ts'
import type { TaxNeeds } from './needs.ts'
import { readChoices } from './read-tables.ts'
import { normalVatId, vatIdProblem } from './vat-id.ts'

/**
 * Saves how the shop is taxed, and its classes, whole. Of two who looked at the same version the second is told.
 * @throws STALE { version } · CLASS_IN_USE when a class that is left out has rates · INVALID_INPUT for classes without `standard`, a class
 *   named twice, or a VAT-ID that is none
 */
export const saveChoices = async (needs: TaxNeeds, choices: SaveChoices): Promise<Choices> => {
  refuseBadClasses(choices)
  const vat_id = choices.vat_id === null ? null : normalVatId(choices.vat_id)
  const problem = vat_id === null ? undefined : vatIdProblem(vat_id)
  if (problem) throw failCommon('INVALID_INPUT', `vat_id: ${problem}`, { field: 'vat_id' })
  const is_saved = await write(needs, { ...choices, vat_id }).catch((error) => {
    if (isViolation(error, 'a_rate_is_of_a_class'))
      throw fail('CLASS_IN_USE', 'A class that was left out still has rates. Remove those from their zones first.')
    throw error
  })
  const now = await readChoices(needs)
  if (!is_saved) {
    throw fail('STALE', 'Someone has changed the taxes in the meantime. Look at them again, then change.', { version: now.version })
  }
  return now
}

const write = ({ db, clock }: TaxNeeds, choices: SaveChoices): Promise<boolean> =>
  db.transaction(async (sql) => {
    const classes = choices.classes.map((one, position) => ({ ...one, position }))
    const { rows } = await sql<{ version: number }>`
      WITH saved AS (
        UPDATE tax.choices SET version = version + 1, is_registered = ${choices.is_registered},
          registered_in = ${choices.registered_in}::text[], eu_scheme = ${choices.eu_scheme}, cross_border = ${choices.cross_border},
          when_unchecked = ${choices.when_unchecked}, vat_id = ${choices.vat_id}, updated_at = ${clock.now()}
        WHERE version = ${choices.version}::int RETURNING version
      ), given AS (
        SELECT tax_class, title, kind, position
        FROM jsonb_to_recordset(${json(classes)}::jsonb) AS class (tax_class text, title text, kind text, position int)
      ), gone AS (
        DELETE FROM tax.classes c USING saved WHERE NOT EXISTS (SELECT FROM given WHERE given.tax_class = c.tax_class)
      ), kept AS (
        INSERT INTO tax.classes (tax_class, title, kind, position) SELECT tax_class, title, kind, position FROM saved, given
        ON CONFLICT (tax_class) DO UPDATE SET title = excluded.title, kind = excluded.kind, position = excluded.position
      )
      SELECT version FROM saved`
    if (rows[0]) await db.changed(sql, 'tax')
    return rows[0] !== undefined
  })

const refuseBadClasses = ({ classes }: SaveChoices): void => {
  const refuse = (sentence: string) => failCommon('INVALID_INPUT', `classes: ${sentence}`, { field: 'classes' })
  const names = classes.map(({ tax_class }) => tax_class)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice) throw refuse(`${twice} is named twice.`)
  if (names.includes(OF_GOODS)) throw refuse(`${OF_GOODS} is the name for what is taxed as the goods; choose another.`)
  if (!classes.some(({ tax_class, kind }) => tax_class === 'standard' && kind === 'standard'))
    throw refuse('there must be one named standard; it holds wherever no other does.')
}
