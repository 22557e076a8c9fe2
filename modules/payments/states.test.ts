import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { drawMoves, MOVES } from './states.ts'

type State = keyof typeof MOVES
const states = Object.keys(MOVES) as State[]
/** What a provider can say of a payment; the rest is ours. */
const SAID: State[] = ['pending', 'authorised', 'captured', 'declined', 'voided']

test('the README draws the moves as they are', () => {
  assert.ok(readFileSync(join(import.meta.dirname, 'README.md'), 'utf8').includes(drawMoves()), drawMoves())
})

const after = (state: State, news: State[]): State => news.reduce((now, next) => (MOVES[now].includes(next) ? next : now), state)
const orders = (items: State[]): State[][] =>
  items.length < 2 ? [items] : items.flatMap((item, i) => orders(items.toSpliced(i, 1)).map((rest) => [item, ...rest]))

test('whatever a provider says, in whatever order, the end is the same', () => {
  const subsets = Array.from({ length: 2 ** SAID.length }, (_, bits) => SAID.filter((_, i) => bits & (1 << i)))
  for (const start of ['started', 'unknown'] as const)
    for (const news of subsets) {
      const ends = new Set(orders(news).map((order) => after(start, order)))
      assert.equal(ends.size, 1, `${start}: ${news} ends as ${[...ends]}`)
    }
})

test('money that was taken is never forgotten, and other money than ours never counts', () => {
  for (const state of states) {
    if (state === 'captured' || state === 'refunded')
      assert.deepEqual(
        MOVES[state].filter((next) => next !== 'captured' && next !== 'refunded'),
        [],
      )
    else if (state !== 'mismatch') assert.ok(MOVES[state].includes('captured'), state)
  }
  assert.deepEqual(MOVES.mismatch, ['voided'])
})
