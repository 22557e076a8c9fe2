import assert from 'node:assert/strict'
import { test } from 'node:test'
import de from './locales/de.json' with { type: 'json' }
import en from './locales/en.json' with { type: 'json' }
import { translateTo } from './messages.ts'

const facts = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()

test('every language has every text, with the same facts in it', () => {
  assert.deepEqual(Object.keys(de), Object.keys(en))
  for (const [key, text] of Object.entries(en)) {
    const other = new Map(Object.entries(de)).get(key) ?? ''
    assert.notEqual(other.trim(), '', key)
    assert.deepEqual(facts(other), facts(text), key)
  }
})

test('plurals follow the language', () => {
  assert.equal(translateTo('en')('list.count', { count: 1 }), '1 product')
  assert.equal(translateTo('de')('list.count', { count: 2 }), '2 Produkte')
})
