import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Why } from '#platform/contract.ts'
import { plainSettings } from '#tests/kit/plain-settings.ts'
import { isMessage, translateTo } from './messages.ts'
import { refusalOf, stepOf, taxName } from './say.ts'
import { makeView } from './view.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const viewIn = (locale: string) =>
  makeView({
    ...{ shop: plainSettings(), locales: ['en', 'de'], locale, currency: 'EUR', t: translateTo(locale), path: '/', origin: '', nav: '' },
    asset: (name) => name,
  })
const german = viewIn('de')
const EUR = (amount: number) => ({ amount, currency: 'EUR' })
const step = (rule: string, sentence: string, params: NonNullable<Why[number]['said']>['params']): Why[number] => ({
  ...{ rule, id: null, text: 'English.', amount: null },
  said: { sentence, params },
})

test('every sentence that a module says to shoppers has its words', () => {
  const files = globSync('modules/{promotions,shipping,tax}/*.ts', { cwd: ROOT }).filter((file) => !file.includes('.test.'))
  const written = [
    /sentence: (?:[^,{}\n]*\? )?'([a-z_]+)'(?: : '([a-z_]+)')?/g, // { sentence: 'percent' }
    /(?:refuse|unmet|none|taxed)\(.*, '([a-z_]+)'(?:, \{[^{}]*\}?)?\)?;?$/gm, // refuse('over', `...`, 'over', { day })
    /^ {2}([a-z_]+): 'This|^ {2}([a-z_]+): 'You/gm, // USED_UP
  ]
  const sentences = files.flatMap((file) => {
    const source = readFileSync(join(ROOT, file), 'utf8')
    return written.flatMap((form) =>
      [...source.matchAll(form)].flatMap(([, one, other]) => [one, other].filter((found) => found !== undefined)),
    )
  })
  assert.ok(sentences.length > 35, sentences.join())
  for (const sentence of sentences) assert.ok(isMessage(`why.${sentence}`) || isMessage(`refusal.${sentence}`), sentence)
})

test('a step is said in the language of the page, with its amounts, days, countries and taxes', () => {
  assert.equal(
    stepOf(german, step('promotion', 'percent', { title: 'Sommer', percent: 12.5, of: EUR(123_450) })),
    'Sommer: 12,5 % von 1.234,50\u00a0€.',
  )
  assert.equal(
    stepOf(german, step('promotion', 'amount', { title: 'Zehn', most: EUR(1_000) })),
    'Zehn: ein fester Betrag. Höchstens 10,00\u00a0€.',
  )
  assert.equal(
    stepOf(german, step('promotion_not_applied', 'over', { title: 'Mai', day: '2026-05-31T00:00:00Z' })),
    'Mai: Dieses Angebot endete am 31. Mai 2026.',
  )
  assert.equal(
    stepOf(german, step('tax_rate', 'tax', { tax: 'VAT 5.5 %', country: 'FR', along: 1 })),
    'MwSt. 5,5 %, Frankreich. Als Nebenleistung wie die Waren besteuert.',
  )
  assert.equal(
    refusalOf(german, { text: '', said: { sentence: 'amount_missing', params: { missing: EUR(500), wanted: EUR(5_000) } } }),
    'Es fehlen noch 5,00\u00a0€: Das Angebot gilt ab 50,00\u00a0€.',
  )
})

test('what was derived before there were sentences, and taxes that the shop has named, keep their words', () => {
  assert.equal(stepOf(german, { rule: 'tax_rate', id: null, text: 'VAT 19 % of Germany.', amount: null }), 'VAT 19 % of Germany.')
  assert.equal(stepOf(german, step('tax_rate', 'not_known_yet', {})), 'English.')
  assert.equal(taxName(german, 'Umsatzsteuer 19 %'), 'Umsatzsteuer 19 %')
  assert.equal(taxName(viewIn('en'), 'VAT 19 %'), 'VAT 19 %')
})
