import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closest, howClosely } from './places.ts'

const lies = (area: Parameters<typeof howClosely>[0], postal_code: string, region?: string) =>
  howClosely(area, { country: area.country, postal_code, ...(region === undefined ? {} : { region }) }) > 0

test('a postal code fits its beginning, however it is spaced or written', () => {
  assert.ok(lies({ country: 'GB', postal_codes: ['SW1A'] }, 'sw1a 1aa'))
  assert.ok(lies({ country: 'PT', postal_codes: ['1000-0'] }, '1000 001'))
  assert.ok(!lies({ country: 'ES', postal_codes: ['35', '38'] }, '28001'))
  assert.ok(!lies({ country: 'ES', postal_codes: ['35'] }, '3'), 'an unfinished code is in no area of codes')
})

test('a range holds both of its ends and nothing beyond', () => {
  const area = { country: 'DE', postal_codes: ['10115..14199'] }
  assert.deepEqual(
    ['10114', '10115', '12345', '14199', '14200', '1', ''].map((code) => lies(area, code)),
    [false, true, true, true, false, false, false],
  )
  assert.ok(!lies({ country: 'DE', postal_codes: ['1..199'] }, '150'), 'bounds of different length are no range')
})

test('a region is one, with or without its country before it', () => {
  assert.ok(lies({ country: 'US', region: 'US-CA' }, '', 'ca'))
  assert.ok(lies({ country: 'US', region: 'CA' }, '', 'US-CA'))
  assert.ok(!lies({ country: 'US', region: 'CA' }, '', 'NY'))
  assert.ok(!lies({ country: 'US', region: 'CA' }, ''))
})

test('the closer area wins over the wider one, and the earlier of equals', () => {
  const zones = [
    { name: 'world', areas: [{ country: '*' }] },
    { name: 'Germany', areas: [{ country: 'FR' }, { country: 'DE' }] },
    { name: 'again', areas: [{ country: 'DE' }] },
    { name: 'Berlin', areas: [{ country: 'DE', postal_codes: ['1'] }] },
    { name: 'Mitte', areas: [{ country: 'DE', postal_codes: ['101'] }] },
    { name: 'Bavaria', areas: [{ country: 'DE', region: 'BY' }] },
  ]
  const zoneOf = (place: Parameters<typeof howClosely>[1]) => closest(zones, ({ areas }) => areas, place)?.name
  assert.equal(zoneOf({ country: 'DE' }), 'Germany')
  assert.equal(zoneOf({ country: 'DE', postal_code: '13000' }), 'Berlin')
  assert.equal(zoneOf({ country: 'DE', postal_code: '10115' }), 'Mitte')
  assert.equal(zoneOf({ country: 'DE', region: 'BY', postal_code: '80331' }), 'Bavaria')
  assert.equal(zoneOf({ country: 'JP' }), 'world')
  assert.equal(
    closest(zones.slice(1), ({ areas }) => areas, { country: 'JP' }),
    undefined,
  )
})
