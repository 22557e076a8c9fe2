import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fold, indexedWords, readQuery, squash } from './words.ts'

test('case, accents and ligatures make no difference', () => {
  assert.equal(fold('Größe ÉCLAIR Œuvre ﬁn İ'), 'grosse eclair oeuvre fin i')
  assert.equal(squash('AB-123.4 / x'), 'ab1234x')
})

test('a code is indexed whole and in parts', () => {
  assert.deepEqual(indexedWords('AB-123.4').split(' '), ['ab1234', 'ab', '123', '4'])
  assert.deepEqual(indexedWords('dv7-1211ea').split(' '), ['dv71211ea', 'dv7', '1211ea', 'dv', '7', '1211', 'ea'])
  assert.equal(indexedWords('plain words, here.'), 'plain words here')
})

test('an umlaut is found both ways German writes it', () => {
  assert.deepEqual(indexedWords('Größe').split(' '), ['grosse', 'groesse'])
})

test('a query asks for all words, the last unfinished, together or apart', () => {
  assert.equal(readQuery('Blue mug')?.tsquery, '(blue & mug:*) | bluemug')
  assert.equal(readQuery('TN-2110')?.tsquery, '(tn2110:* | (tn & 2110:*))')
  assert.equal(readQuery('mug b')?.tsquery, '(mug & b) | mugb')
})

test('whatever is typed, a query holds letters, digits and our own operators only', () => {
  const odd = [
    "'; DROP TABLE",
    '!!!',
    '&|()<->',
    ':*',
    '"a b',
    'a:*',
    '😀',
    '😀 mug',
    "o'neil",
    'a\\b',
    '\ud800',
    '٣٤',
    '日本 語',
    'ǅ',
    '½',
    'ﬀ',
    '\u0301',
  ]
  for (const typed of odd) {
    const query = readQuery(typed)
    if (query) assert.match(query.tsquery, /^[\p{L}\p{N} ()&|]+(:\*)?[\p{L}\p{N} ()&|:*]*$/u, typed)
  }
  for (const empty of ['', '   ', '!!!', '&|()<->', '😀', '\u0301']) assert.equal(readQuery(empty), undefined)
})
