import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testShop } from '#platform/testing.ts'
import { customers } from './contract.ts'
import { customersModule } from './module.ts'

const PASSWORD = 'a quiet lantern at dusk'
const open = async () => {
  const shop = await testShop({ customers }, [customersModule({ secret: new Uint8Array(32).fill(7) })])
  const admins = async () =>
    (await shop.db.sql<{ email: string }>`SELECT email FROM customers.users WHERE role = 'admin' ORDER BY email`).rows.map(
      ({ email }) => email,
    )
  return { ...shop, people: shop.clients.customers, admins }
}
const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'ok').catch((error) => error.code)

test('the printed token makes the first administrator, once', async () => {
  const { people, admins, db } = await open()
  const { setup_token } = await people.ensureAdmin({})
  assert.ok(setup_token)
  assert.deepEqual(await people.readSetup({}), { needs_admin: true })
  const { rows } = await db.sql<{ found: boolean }>`
    SELECT EXISTS (SELECT FROM customers.setup_tokens AS s WHERE position(${setup_token} IN s::text) > 0) AS found`
  assert.equal(rows[0]?.found, false, 'the token is stored hashed only')

  const attempt = (token: string, email = 'root@shop.example') => people.setUpAdmin({ setup_token: token, email, password: PASSWORD })
  assert.equal(await codeOf(attempt('not the token')), 'WRONG_TOKEN')
  assert.deepEqual(await people.readSetup({}), { needs_admin: true })
  const opened = await attempt(setup_token)
  assert.equal(opened.user.role, 'admin')
  assert.equal((await people.readSession({ session_token: opened.session_token })).user?.email, 'root@shop.example')
  assert.deepEqual(await people.readSetup({}), { needs_admin: false })
  assert.equal(await codeOf(attempt(setup_token, 'other@shop.example')), 'ALREADY_SET_UP')
  assert.deepEqual(await people.ensureAdmin({}), { needs_admin: false, setup_token: null })
  assert.deepEqual(await admins(), ['root@shop.example'])
})

test('two at the same moment make one administrator, whichever token they hold', async () => {
  for (let round = 0; round < 5; round++) {
    const { people, admins } = await open()
    const tokens = await Promise.all([people.ensureAdmin({}), people.ensureAdmin({})]) // two processes start
    const all = await Promise.all(
      tokens.map(({ setup_token }, i) =>
        codeOf(people.setUpAdmin({ setup_token: setup_token ?? '', email: `root${i}@shop.example`, password: PASSWORD })),
      ),
    )
    assert.deepEqual(all.sort(), ['ALREADY_SET_UP', 'ok'])
    assert.equal((await admins()).length, 1)
  }
})

test('a failed set-up leaves the shop waiting for its administrator', async () => {
  const { people, admins } = await open()
  await people.register({ email: 'taken@shop.example', password: PASSWORD })
  const { setup_token } = await people.ensureAdmin({})
  const attempt = (email: string) => people.setUpAdmin({ setup_token: setup_token ?? '', email, password: PASSWORD })
  assert.equal(await codeOf(attempt('Taken@shop.example')), 'EMAIL_TAKEN')
  assert.deepEqual(await people.readSetup({}), { needs_admin: true })
  assert.equal(await codeOf(attempt('free@shop.example')), 'ok')
  assert.deepEqual(await admins(), ['free@shop.example'])
})

test('a set-up token is good for 24 hours', async () => {
  const { people, clock } = await open()
  const { setup_token } = await people.ensureAdmin({})
  clock.move(86_401)
  const attempt = people.setUpAdmin({ setup_token: setup_token ?? '', email: 'late@shop.example', password: PASSWORD })
  assert.equal(await codeOf(attempt), 'WRONG_TOKEN')
})

test('processes that start with the same configured administrator agree on one', async () => {
  const { people, admins } = await open()
  const configured = { email: 'owner@shop.example', password: PASSWORD }
  const all = await Promise.all(Array.from({ length: 4 }, () => people.ensureAdmin(configured)))
  for (const answer of all) assert.deepEqual(answer, { needs_admin: false, setup_token: null })
  assert.deepEqual(await admins(), ['owner@shop.example'])
  assert.equal((await people.signIn(configured)).user.role, 'admin')
  await people.ensureAdmin({ email: 'second@shop.example', password: PASSWORD })
  assert.deepEqual(await admins(), ['owner@shop.example'], 'there is never a second first administrator')
})

test('processes that are configured differently by mistake still make one administrator', async () => {
  const { people, admins } = await open()
  await Promise.all(Array.from({ length: 4 }, (_, i) => people.ensureAdmin({ email: `owner${i}@shop.example`, password: PASSWORD })))
  assert.equal((await admins()).length, 1)
})

test('who had registered the owner’s e-mail before does not become administrator', async () => {
  const { people } = await open()
  const squatter = await people.signUp({ email: 'Owner@shop.example', password: 'the squatter’s own' })
  await people.ensureAdmin({ email: 'owner@shop.example', password: PASSWORD })
  assert.equal((await people.readSession({ session_token: squatter.session_token })).user, null)
  assert.equal(await codeOf(people.signIn({ email: 'owner@shop.example', password: 'the squatter’s own' })), 'WRONG_LOGIN')
  assert.equal((await people.signIn({ email: 'owner@shop.example', password: PASSWORD })).user.role, 'admin')
})
