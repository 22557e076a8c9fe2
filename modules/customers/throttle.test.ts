import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDb } from '#platform/db.ts'
import { openLog } from '#platform/log.ts'
import { testShop } from '#platform/testing.ts'
import { customers } from './contract.ts'
import { customersModule } from './module.ts'
import type { Customers } from './needs.ts'
import { takeTry } from './take-try.ts'

const secret = new Uint8Array(32).fill(7)
const shop = await testShop({ customers }, [customersModule({ secret })])
const needs: Customers = { db: shop.db, clock: shop.clock, log: openLog('silent', 'test'), is_production: false, secret }
const people = shop.clients.customers
const PASSWORD = 'a quiet lantern at dusk'
const WINDOW = 15 * 60 // seconds

const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'ok').catch((error) => error.code)
const count = (codes: string[]) =>
  Object.fromEntries([...new Set(codes)].sort().map((code) => [code, codes.filter((c) => c === code).length]))
const guess = (email: string, address: string, password = 'wrong wrong') => codeOf(people.signIn({ email, password }, { address }))

test('ten wrong passwords for an account from an address, then no more for 15 minutes, not even the right one', async () => {
  await people.register({ email: 'ada@shop.example', password: PASSWORD })
  const codes = await Promise.all(Array.from({ length: 30 }, () => guess('ada@shop.example', '10.0.0.1')))
  assert.deepEqual(count(codes), { TOO_MANY_TRIES: 20, WRONG_LOGIN: 10 })
  assert.equal(await guess('ADA@shop.example ', '10.0.0.1', PASSWORD), 'TOO_MANY_TRIES', 'spelling makes no difference')
  const refused = await people.signIn({ email: 'ada@shop.example', password: PASSWORD }, { address: '10.0.0.1' }).catch((error) => error)
  assert.equal(refused.status, 429)
  assert.equal(refused.details.retry_after, WINDOW)
  shop.clock.move(WINDOW)
  assert.equal(await guess('ada@shop.example', '10.0.0.1', PASSWORD), 'ok')
})

test('a stranger who guesses does not lock the owner out', async () => {
  await Promise.all(Array.from({ length: 40 }, () => guess('ada@shop.example', '10.0.0.2')))
  assert.equal(await guess('ada@shop.example', '10.0.0.3', PASSWORD), 'ok')
})

test('guessing one account from many addresses ends after 50 tries in an hour', async () => {
  shop.clock.move(3_600)
  await people.register({ email: 'spread@shop.example', password: PASSWORD })
  const codes: string[] = []
  for (let i = 0; i < 60; i++) codes.push(await guess('spread@shop.example', `10.1.0.${i}`))
  assert.deepEqual(count(codes), { TOO_MANY_TRIES: 10, WRONG_LOGIN: 50 })
})

test('guessing many accounts from one address ends after 100 tries in 15 minutes', async () => {
  const codes: string[] = []
  for (let i = 0; i < 110; i++) codes.push(await guess(`nobody${i}@shop.example`, '10.2.0.1'))
  assert.deepEqual(count(codes), { TOO_MANY_TRIES: 10, WRONG_LOGIN: 100 })
})

test('right passwords are not counted', async () => {
  shop.clock.move(3_600)
  for (let i = 0; i < 25; i++) assert.equal(await guess('ada@shop.example', '10.3.0.1', PASSWORD), 'ok')
})

test('the limit holds over several processes', async () => {
  shop.clock.move(3_600)
  const other = openDb(shop.connection)
  const tries = [{ subject: 'one thing', allowed: 10, minutes: 15 }]
  const codes = await Promise.all(Array.from({ length: 60 }, (_, i) => codeOf(takeTry(i % 2 ? needs : { ...needs, db: other }, tries))))
  await other.close()
  assert.deepEqual(count(codes), { TOO_MANY_TRIES: 50, ok: 10 })
})

test('registrations from one address are limited, those of others go on', async () => {
  shop.clock.move(3_600)
  const from = (address: string) => [{ subject: `registration from ${address}`, allowed: 300, minutes: 60 }]
  for (let i = 0; i < 300; i++) await takeTry(needs, from('10.4.0.1'))
  const register = (address: string) => codeOf(people.signUp({ email: 'new@shop.example', password: PASSWORD }, { address }))
  assert.equal(await register('10.4.0.1'), 'TOO_MANY_TRIES')
  assert.equal(await register('10.4.0.2'), 'ok')
})

test('an unknown e-mail and a wrong password look the same and take the same time', async () => {
  await people.register({ email: 'known@shop.example', password: PASSWORD })
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
  const taken: Record<string, number[]> = { known: [], unknown: [] }
  const answers = new Set<string>()
  for (let i = 0; i < 40; i++) {
    for (const who of ['known', 'unknown']) {
      if (i % 8 === 0) shop.clock.move(3_600)
      const begun = process.cpuUsage()
      const error = await people
        .signIn({ email: `${who}@shop.example`, password: 'wrong wrong' }, { address: `10.5.${i}.1` })
        .catch((e) => e)
      const { user, system } = process.cpuUsage(begun)
      taken[who]?.push((user + system) / 1000)
      answers.add(JSON.stringify([error.code, error.message, error.status, error.details]))
    }
  }
  assert.equal(answers.size, 1)
  const [known, unknown] = [median(taken.known ?? []), median(taken.unknown ?? [])]
  assert.ok(Math.abs(known - unknown) < 5, `CPU ms of the median: known ${known}, unknown ${unknown}`)
})
