import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problemOf } from '#platform/input.ts'
import { openLog } from '#platform/log.ts'
import { testShop } from '#platform/testing.ts'
import { customers } from './contract.ts'
import { customersModule } from './module.ts'
import { hashPassword, isPassword } from './password-hash.ts'
import { refuseWeakPassword } from './refuse-weak-password.ts'

const shop = await testShop({ customers }, [customersModule({ secret: new Uint8Array(32).fill(7) })])
const people = shop.clients.customers
const PASSWORD = 'a quiet lantern at dusk'
const as = (user_id: string, role: 'customer' | 'staff' | 'admin' = 'customer') => ({
  actor: { kind: 'user' as const, user_id, role, name: 'Someone' },
})
const root = as('00000000-0000-7000-8000-000000000001', 'admin')

test('an e-mail has one account, however it is written and however many register at once', async () => {
  const spellings = ['Grace@Shop.example', 'grace@shop.example', 'GRACE@SHOP.EXAMPLE', 'grace@Shop.example']
  const all = await Promise.allSettled(spellings.map((email) => people.register({ email, password: PASSWORD })))
  assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 1)
  for (const one of all) if (one.status === 'rejected') assert.equal(one.reason.code, 'EMAIL_TAKEN')
  const { rows } = await shop.db.sql<{ users: number; sessions: number; told: number }>`
    SELECT (SELECT count(*) FROM customers.users) AS users, (SELECT count(*) FROM customers.sessions) AS sessions,
      (SELECT count(*) FROM customers.outbox WHERE type = 'customers.registered') AS told`
  assert.deepEqual(rows[0], { users: 1, sessions: 1, told: 1 }, 'who came second has left nothing behind')
})

test('who registers is a customer, named by name, else username, else the e-mail', async () => {
  const password = PASSWORD
  const a = await people.register({ email: 'a.long@shop.example', password, name: 'Ann Long', username: 'ann' })
  const b = await people.register({ email: 'b.long@shop.example', password, username: 'bo' })
  const c = await people.register({ email: 'c.long@shop.example', password })
  assert.deepEqual([a.user.name, b.user.name, c.user.name], ['Ann Long', 'bo', 'c.long'])
  assert.deepEqual([a.user.username, b.user.username, c.user.username], ['ann', 'bo', null])
  assert.deepEqual([a.user.role, b.user.role, c.user.role], ['customer', 'customer', 'customer'])
  const sly = { email: 'd@shop.example', password, role: 'admin' }
  await assert.rejects(people.register(sly), { code: 'INVALID_INPUT' }, 'nobody gives themselves a role')
})

test('a password is stored as argon2id with 19 MiB, 2 passes, 1 lane, and never the same twice', async () => {
  const [one, two] = await Promise.all([hashPassword(PASSWORD), hashPassword(PASSWORD)])
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  assert.notEqual(one, two)
  assert.equal(await isPassword(PASSWORD, one), true)
  assert.equal(await isPassword(`${PASSWORD} `, one), false)
  assert.equal(await isPassword(PASSWORD, undefined), false)
  const { rows } = await shop.db.sql<{ odd: number }>`
    SELECT count(*) AS odd FROM customers.credentials WHERE password_hash !~ '^[$]argon2id[$]v=19[$]m=19456,t=2,p=1[$]'`
  assert.equal(rows[0]?.odd, 0)
})

test('a hash of another argon2id implementation is understood', async () => {
  // made with argon2-cffi (the reference implementation): 64 MiB, 2 passes, 1 lane, `password`, `somesalt`
  const foreign = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  assert.equal(await isPassword('password', foreign), true)
  assert.equal(await isPassword('passwort', foreign), false)
})

test('hashing is queued, and a flood beyond the queue is turned away instead of taking the shop down', async () => {
  const cheap = '$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  const all = await Promise.allSettled(Array.from({ length: 300 }, () => isPassword('x', cheap)))
  assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 202, 'two at work, 200 waiting')
  for (const one of all) if (one.status === 'rejected') assert.equal(one.reason.code, 'UNAVAILABLE')
  assert.equal(await isPassword('x', cheap), false, 'and then it works again')
})

test('common passwords are refused in production and only noted elsewhere', () => {
  const lines: string[] = []
  const log = openLog('warn', 'test', { write: (line) => lines.push(line) })
  const email = 'ada@shop.example'
  for (const password of ['password', 'Passw0rd!', 'QWERTYUIOP', 'iloveyou!!', email]) {
    assert.throws(() => refuseWeakPassword({ log, is_production: true }, { email, password }), { code: 'WEAK_PASSWORD' }, password)
    refuseWeakPassword({ log, is_production: false }, { email, password })
  }
  assert.equal(lines.length, 5)
  for (const password of [PASSWORD, 'SecurePass123', 'ünïcödé ist gut'])
    refuseWeakPassword({ log, is_production: true }, { email, password })
})

test('the passwords that manuals use work while developing', async () => {
  for (const [i, password] of ['Passw0rd!', 'SecurePass123'].entries()) {
    await people.register({ email: `manual${i}@shop.example`, password })
    assert.ok((await people.login({ email: `manual${i}@shop.example`, password })).token)
  }
})

test('a password has 8 to 128 characters, whatever they are', async () => {
  for (const password of ['seven77', 'x'.repeat(129)]) {
    await assert.rejects(people.register({ email: 'len@shop.example', password }), { code: 'INVALID_INPUT' })
  }
  const password = `${'ü'.repeat(64)} 🏮 ${'ß'.repeat(50)}`
  await people.register({ email: 'len@shop.example', password })
  assert.ok(await people.login({ email: 'len@shop.example', password: password.normalize('NFD') }), 'however the keyboard composes it')
})

test('one sees and changes one’s own profile only', async () => {
  const { user } = await people.register({ email: 'me@shop.example', password: PASSWORD, name: 'Me' })
  assert.deepEqual((await people.readMe({}, as(user.user_id))).user, user)
  const { user: renamed } = await people.updateMe({ name: 'Myself', username: 'my' }, as(user.user_id))
  assert.deepEqual([renamed.name, renamed.username], ['Myself', 'my'])
  const { user: kept } = await people.updateMe({ username: null }, as(user.user_id))
  assert.deepEqual([kept.name, kept.username], ['Myself', null])
  await assert.rejects(people.readMe({}, { actor: { kind: 'anonymous' } }), { code: 'SIGN_IN_REQUIRED' })
  await assert.rejects(people.readMe({}), { code: 'SIGN_IN_REQUIRED' }, 'the shop itself is no customer')
  const sly = { name: 'Me', role: 'admin' }
  await assert.rejects(people.updateMe(sly, as(user.user_id)), { code: 'INVALID_INPUT' })
  await assert.rejects(people.readMe({}, as('00000000-0000-7000-8000-00000000dead')), { code: 'NOT_FOUND' })
})

test('a change of role ends the person’s sessions; the same role again changes nothing', async () => {
  const { user, session_token } = await people.signUp({ email: 'promo@shop.example', password: PASSWORD })
  await people.changeRole({ user_id: user.user_id, role: 'customer' }, root)
  assert.ok((await people.readSession({ session_token })).user)
  assert.equal((await people.changeRole({ user_id: user.user_id, role: 'admin' }, root)).user.role, 'admin')
  assert.equal((await people.readSession({ session_token })).user, null)
  await assert.rejects(people.changeRole({ user_id: '00000000-0000-7000-8000-00000000dead', role: 'staff' }, root), { code: 'NOT_FOUND' })
  await assert.rejects(people.changeRole({ user_id: user.user_id, role: 'admin' }, as(user.user_id, 'staff')), { code: 'NOT_ALLOWED' })
})

test('the last administrator stays one, also when two demote each other at the same moment', async () => {
  for (let round = 0; round < 20; round++) {
    const email = `second${round}@shop.example`
    const { user } = await people.register({ email, password: PASSWORD })
    await people.changeRole({ user_id: user.user_id, role: 'admin' }, root)
    const { rows: admins } = await shop.db.sql<{ user_id: string }>`SELECT user_id FROM customers.users WHERE role = 'admin'`
    assert.equal(admins.length, 2)
    const all = await Promise.allSettled(admins.map(({ user_id }) => people.changeRole({ user_id, role: 'customer' }, root)))
    assert.deepEqual(all.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    for (const one of all) if (one.status === 'rejected') assert.equal(one.reason.code, 'LAST_ADMIN')
  }
})

test('staff find people by a part of e-mail, name or username, newest first, page by page', async () => {
  for (let i = 0; i < 5; i++) {
    shop.clock.move(1)
    await people.register({ email: `find${i}@needle.example`, password: PASSWORD, name: i === 2 ? '100% Wool_' : `N${i}` })
  }
  const emails = async (query: string, page = 1) => {
    const { users, has_more } = await people.listCustomers({ query, page, limit: 2 }, as(root.actor.user_id, 'staff'))
    return [...users.map(({ email }) => email), has_more]
  }
  assert.deepEqual(await emails('NEEDLE'), ['find4@needle.example', 'find3@needle.example', true])
  assert.deepEqual(await emails('needle', 3), ['find0@needle.example', false])
  assert.deepEqual(await emails('100%'), ['find2@needle.example', false], 'no wildcards')
  assert.deepEqual(await emails('%'), ['find2@needle.example', false])
  await assert.rejects(people.listCustomers({}, as(root.actor.user_id, 'customer')), { code: 'NOT_ALLOWED' })
})

test('events carry what their contract promises', async () => {
  const { rows } = await shop.db.sql<{ type: string; payload: unknown }>`SELECT type, payload FROM customers.outbox`
  const types = new Set(rows.map(({ type }) => type))
  assert.deepEqual([...types].sort(), ['customers.registered', 'customers.sessions_ended'])
  for (const [type, { payload }] of Object.entries(customers.events)) {
    for (const row of rows.filter((one) => one.type === type)) assert.equal(problemOf(payload, row.payload), undefined)
  }
})
