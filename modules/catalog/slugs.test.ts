import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freeSlug, slugCandidates, slugOf } from './slugs.ts'

const ID = '0190aaaa-bbbb-7ccc-8ddd-eeeeffff0001'
const CONTRACT = /^[a-z0-9]+(-[a-z0-9]+)*$/ // `Slug` in platform/contract.ts

test('letters beyond a-z are written as their language writes them without', () => {
  assert.equal(slugOf('Große Tasse, blau & weiß'), 'grosse-tasse-blau-and-weiss')
  assert.equal(slugOf('Über-Öl für Ämter'), 'ueber-oel-fuer-aemter')
  assert.equal(slugOf('Crème Brûlée Łódź Smørrebrød'), 'creme-brulee-lodz-smorrebrod')
  assert.equal(slugOf('Men’s Tee'), 'mens-tee')
})

test('a slug is at most 80 characters, cut between words', () => {
  const slug = slugOf('word '.repeat(40))
  assert.ok(slug.length <= 80 && slug.endsWith('word'))
  assert.equal(slugOf('x'.repeat(300)).length, 80)
})

test('whatever the title, every candidate is a slug', () => {
  for (const title of ['', '---', '日本語', '😀', 'a', '  A  ', 'İstanbul', 'ﬁn', '½ price', `${'ab '.repeat(39)}cdefgh`, 'x'.repeat(255)])
    for (const slug of slugCandidates({ title, id: ID })) assert.match(slug, CONTRACT, title)
})

test('the first free candidate is taken, and in a crowd nobody counts up', () => {
  const taken = new Set(['mug', 'mug-2'])
  assert.equal(
    freeSlug({ title: 'Mug', id: ID }, (slug) => taken.has(slug)),
    'mug-3',
  )
  assert.equal(
    freeSlug({ title: 'Mug', id: ID, is_crowded: true }, (slug) => taken.has(slug)),
    'mug-eeeeffff0001',
  )
})
