import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { testShop } from '#platform/testing.ts'
import { sampleThings } from './contract.ts'
import { sampleThingsModule } from './module.ts'

const shop = await testShop({ sampleThings }, [sampleThingsModule])
const { addEntry, listEntries } = shop.clients.sampleThings

test('an entry is added once, and told once, however often it is asked for', async () => {
  const wish = { entry_id: newId(), title: 'First' }
  const [one, twin] = await Promise.all([addEntry(wish), addEntry(wish)])
  assert.deepEqual(one, { ...wish, added_at: '2026-03-01T09:00:00.000Z' })
  assert.deepEqual(twin, one)
  assert.deepEqual(await addEntry(wish), one)
  const { rows } = await shop.db.sql<{
    told: number
  }>`SELECT count(*) AS told FROM sample_things.outbox WHERE aggregate_id = ${wish.entry_id}`
  assert.equal(rows[0]?.told, 1)
})

test('a title is used once', async () => {
  await addEntry({ entry_id: newId(), title: 'Taken' })
  await assert.rejects(addEntry({ entry_id: newId(), title: 'Taken' }), (error) => isFailure(error, 'TITLE_TAKEN'))
})

test('the newest entries come first, page by page', async () => {
  for (let i = 0; i < 21; i++) {
    shop.clock.move(1)
    await addEntry({ entry_id: newId(), title: `Entry ${i}` })
  }
  const first = await listEntries({})
  assert.deepEqual([first.entries.length, first.entries[0]?.title, first.has_more], [20, 'Entry 20', true])
  assert.equal((await listEntries({ page: 2 })).has_more, false)
})
