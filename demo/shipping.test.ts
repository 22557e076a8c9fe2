import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Value } from 'typebox/value'
import { shipping } from '#modules/shipping/contract.ts'
import { newId } from '#platform/ids.ts'
import { demoShipping } from './shipping.ts'

test('every zone of the demo shop is one that shipping takes, priced in both currencies and told in German', () => {
  for (const { name, methods } of demoShipping) {
    const zone = {
      zone_id: newId(),
      version: 0,
      name,
      areas: [{ country: 'DE' }],
      methods: methods.map((method) => ({ ...method, method_id: newId() })),
    }
    const { input } = shipping.ops.saveZone
    assert.ok(Value.Check(input, zone), `${name}: ${JSON.stringify([...Value.Errors(input, zone)][0])}`)
    for (const { prices, translations } of methods) {
      assert.deepEqual([prices.map(({ currency }) => currency), translations.map(({ locale }) => locale)], [['EUR', 'USD'], ['de']])
    }
  }
})
