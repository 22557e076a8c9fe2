import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askOutside } from './ask-outside.ts'

const sleep = (ms: number) => new Promise((resume) => setTimeout(resume, ms))
const fails = async () => {
  throw new Error('no')
}

test('an answer is an answer, and one who fails at once is asked again at once', async () => {
  const said: unknown[] = []
  const asking = { whom: {}, limit_ms: 1_000, say: (error: unknown) => said.push(error) }
  assert.equal(await askOutside(asking, async () => 1), 1)
  assert.equal(await askOutside(asking, fails), undefined)
  assert.equal(said.length, 1)
  assert.equal(await askOutside(asking, async () => 2), 2)
})

test('one who lets us wait is left alone, about that and nothing else', async () => {
  const whom = {}
  const asking = { whom, about: 'AT', limit_ms: 600, say: () => {} }
  const begun = performance.now()
  assert.equal(await askOutside(asking, () => sleep(5_000)), undefined)
  assert.ok(performance.now() - begun < 2_000, 'although it does not look at the signal')
  let asked = 0
  const count = async () => ++asked
  assert.equal(await askOutside(asking, count), undefined)
  assert.equal(await askOutside({ ...asking, about: 'FR' }, count), 1)
  assert.equal(await askOutside({ ...asking, whom: {} }, count), 2)
})

test('a failure that was slow counts as waiting', async () => {
  const asking = { whom: {}, limit_ms: 5_000, say: () => {} }
  assert.equal(await askOutside(asking, () => sleep(600).then(fails)), undefined)
  assert.equal(await askOutside(asking, async () => 1), undefined)
})
