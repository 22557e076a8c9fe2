import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openDb } from './db.ts'
import { rememberedEach } from './remember.ts'
import { testServer } from './testing.ts'

const db = openDb(testServer())
after(() => db.close())

test('what is asked while it changes is not kept, and what is not there is asked for again', async () => {
  const asked: string[][] = []
  let value = 'old'
  let whileAsking = async () => {}
  const ask = async (missing: string[]) => {
    asked.push(missing)
    const answer = new Map(missing.filter((key) => key !== 'nothing').map((key) => [key, { value }]))
    await whileAsking()
    return answer
  }
  const look = async (...keys: string[]) =>
    [...(await rememberedEach(db, ['things', 'more things'], keys, ask)).values()].map((one) => one.value)
  for (const tag of ['things', 'more things', '*']) {
    value = 'old'
    whileAsking = async () => {
      value = `new by ${tag}`
      await db.changed(db.sql, tag)
      whileAsking = async () => {}
    }
    assert.deepEqual(await look(`${tag} a`, `${tag} b`), ['old', 'old'])
    assert.deepEqual(await look(`${tag} a`, `${tag} b`, 'nothing'), [value, value])
    await new Promise((resume) => setTimeout(resume, 200)) // the notice comes by way of the database as well
    await look(`${tag} a`, `${tag} b`, 'nothing')
    asked.length = 0
    assert.deepEqual(await look(`${tag} a`, 'nothing', `${tag} b`), [value, value])
    assert.deepEqual(asked, [['nothing']])
  }
})
