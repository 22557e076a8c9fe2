import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SignJWT } from 'jose'
import { countStatements } from '#platform/scope.ts'
import { testShop } from '#platform/testing.ts'
import { customers } from './contract.ts'
import { customersModule } from './module.ts'

const secret = new Uint8Array(32).fill(7)
const shop = await testShop({ customers }, [customersModule({ secret })])
const people = shop.clients.customers
const DAY = 86_400
const PASSWORD = 'a quiet lantern at dusk'

const userOf = async (session_token: string) => (await people.readSession({ session_token })).user
const adminCall = { actor: { kind: 'user', user_id: '00000000-0000-7000-8000-000000000001', role: 'admin', name: 'Root' } as const }

/** Somebody with this role, signed in anew, because a change of role ends sessions. */
const signedIn = async (email: string, role: 'customer' | 'staff' | 'admin') => {
  const { user } = await people.signUp({ email, password: PASSWORD })
  await people.changeRole({ user_id: user.user_id, role }, adminCall)
  return people.signIn({ email, password: PASSWORD })
}

test('a page session and an API token both say whose they are, in one statement', async () => {
  const page = await people.signUp({ email: 'ada@shop.example', password: PASSWORD, name: 'Ada' })
  const api = await people.login({ email: 'ADA@shop.example', password: PASSWORD })
  for (const session_token of [page.session_token, api.token]) {
    const { result, statements } = await countStatements(() => people.readSession({ session_token }))
    assert.deepEqual(result.user, page.user)
    assert.equal(statements, 1)
  }
})

test('neither token is stored: the table knows only digests', async () => {
  const { session_token } = await people.signIn({ email: 'ada@shop.example', password: PASSWORD })
  const { rows } = await shop.db.sql<{ found: boolean }>`
    SELECT EXISTS (SELECT FROM customers.sessions AS s WHERE position(${session_token} IN s::text) > 0
      OR s.token_hash = convert_to(${session_token}, 'UTF8')) AS found`
  assert.equal(rows[0]?.found, false)
})

test('the secret inside an API token opens no page session, and a page token is no API token', async () => {
  const { token } = await people.login({ email: 'ada@shop.example', password: PASSWORD })
  const { sid } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  assert.equal(await userOf(sid), null)
  const { session_token } = await people.signIn({ email: 'ada@shop.example', password: PASSWORD })
  const wrapped = await new SignJWT({ sid: session_token })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer('souk')
    .setSubject('x')
    .setExpirationTime('1h')
    .sign(secret)
  assert.equal(await userOf(wrapped), null)
})

test('a forged, altered or foreign token is nobody’s', async () => {
  const { token } = await people.login({ email: 'ada@shop.example', password: PASSWORD })
  const [head = '', body = '', signature = ''] = token.split('.')
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
  const other = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(new Uint8Array(32).fill(8))
  const longer = await new SignJWT(claims).setProtectedHeader({ alg: 'HS512', typ: 'JWT' }).sign(secret)
  const forged = [
    `${encode({ alg: 'none', typ: 'JWT' })}.${body}.`,
    `${head}.${encode({ ...claims, exp: claims.exp + 999_999 })}.${signature}`,
    `${head}.${body}.${signature.slice(0, -2)}AA`,
    `${head}.${body}`,
    `${encode({ alg: 'HS256', typ: 'souk-call' })}.${body}.${signature}`,
    other,
    longer,
    '...',
    'a.b.c',
    '',
    'x'.repeat(900),
  ]
  for (const session_token of forged) assert.equal(await userOf(session_token), null, session_token.slice(0, 40))
  assert.ok(await userOf(token))
})

test('an API token ends after 24 hours', async () => {
  const { token } = await people.login({ email: 'ada@shop.example', password: PASSWORD })
  shop.clock.move(DAY - 60)
  assert.ok(await userOf(token))
  shop.clock.move(61)
  assert.equal(await userOf(token), null)
})

test('a customer’s session lives 14 days unused, and used at most 90 days', async () => {
  const idle = await people.signIn({ email: 'ada@shop.example', password: PASSWORD })
  shop.clock.move(14 * DAY + 1)
  assert.equal(await userOf(idle.session_token), null)

  const used = await people.signIn({ email: 'ada@shop.example', password: PASSWORD })
  for (let day = 10; day <= 80; day += 10) {
    shop.clock.move(10 * DAY)
    assert.ok(await userOf(used.session_token), `after ${day} days`)
  }
  shop.clock.move(10 * DAY - 60)
  assert.ok(await userOf(used.session_token), 'a minute before 90 days')
  shop.clock.move(61)
  assert.equal(await userOf(used.session_token), null, 'after 90 days')
})

test('sessions of staff and administrators live 30 minutes unused, and used at most 12 hours', async () => {
  for (const role of ['staff', 'admin'] as const) {
    const email = `${role}@shop.example`
    const idle = await signedIn(email, role)
    shop.clock.move(29 * 60)
    assert.equal((await userOf(idle.session_token))?.role, role)
    shop.clock.move(30 * 60 + 1)
    assert.equal(await userOf(idle.session_token), null)

    const used = await people.signIn({ email, password: PASSWORD })
    for (let i = 0; i < 35; i++) {
      shop.clock.move(20 * 60)
      assert.ok(await userOf(used.session_token))
    }
    shop.clock.move(20 * 60 + 1)
    assert.equal(await userOf(used.session_token), null, 'after 12 hours')
  }
})

test('reading a session writes only when it has been idle for a thirtieth of its time', async () => {
  const { session_token } = await people.signIn({ email: 'ada@shop.example', password: PASSWORD })
  const expiry = async () =>
    (await shop.db.sql<{ expires_at: string }>`SELECT max(expires_at) AS expires_at FROM customers.sessions`).rows[0]
  const before = await expiry()
  shop.clock.move(60)
  await userOf(session_token)
  assert.deepEqual(await expiry(), before)
  shop.clock.move(DAY)
  await userOf(session_token)
  assert.notDeepEqual(await expiry(), before)
})

test('signing out ends the session or token that came with the call and no other', async () => {
  const first = await people.signIn({ email: 'ada@shop.example', password: PASSWORD })
  const second = await people.login({ email: 'ada@shop.example', password: PASSWORD })
  const told: string[] = []
  shop.db.onChange((tag) => told.push(tag))
  const actor = { kind: 'user', user_id: first.user.user_id, role: 'customer', name: 'Ada' } as const
  assert.deepEqual(await people.logout({}, { actor, session_token: second.token }), { is_signed_out: true })
  assert.equal(await userOf(second.token), null)
  assert.ok(await userOf(first.session_token))
  assert.ok(told.includes('sessions'), 'every process is told')
  assert.deepEqual(await people.logout({}, { actor, session_token: second.token }), { is_signed_out: true }, 'twice is once')
  assert.deepEqual(await people.logout({}, { actor }), { is_signed_out: false })
  assert.deepEqual(await people.endSession({ session_token: first.session_token }), { is_signed_out: true })
  assert.equal(await userOf(first.session_token), null)
})

test('a new password ends all other sessions and tokens; the old one no longer works', async () => {
  const mine = await people.signIn({ email: 'ada@shop.example', password: PASSWORD })
  const other = await people.signIn({ email: 'ada@shop.example', password: PASSWORD })
  const { token } = await people.login({ email: 'ada@shop.example', password: PASSWORD })
  const call = {
    actor: { kind: 'user', user_id: mine.user.user_id, role: 'customer', name: 'Ada' } as const,
    session_token: mine.session_token,
  }
  await assert.rejects(people.changePassword({ old_password: 'wrong', new_password: 'brass lamp, third shelf' }, call), {
    code: 'WRONG_LOGIN',
  })
  assert.ok(await userOf(token))
  await people.changePassword({ old_password: PASSWORD, new_password: 'brass lamp, third shelf' }, call)
  assert.ok(await userOf(mine.session_token))
  assert.equal(await userOf(other.session_token), null)
  assert.equal(await userOf(token), null)
  await assert.rejects(people.signIn({ email: 'ada@shop.example', password: PASSWORD }), { code: 'WRONG_LOGIN' })
  assert.ok(await people.signIn({ email: 'ada@shop.example', password: 'brass lamp, third shelf' }))
})

test('a sign-in that overlaps with a change of the password does not outlive it', async () => {
  const { user } = await people.signUp({ email: 'race@shop.example', password: PASSWORD })
  const changing = await shop.db.pool.connect()
  await changing.query('BEGIN')
  await changing.query("UPDATE customers.credentials SET password_hash = password_hash || 'x' WHERE user_id = $1", [user.user_id])
  await changing.query('DELETE FROM customers.sessions WHERE user_id = $1', [user.user_id])
  const signingIn = people.signIn({ email: 'race@shop.example', password: PASSWORD }).catch((error) => error.code) // sees the old password
  await new Promise((resume) => setTimeout(resume, 300))
  await changing.query('COMMIT')
  changing.release()
  assert.equal(await signingIn, 'WRONG_LOGIN')
})

test('what is over is forgotten, what lives stays', async () => {
  const { session_token } = await people.signIn({ email: 'ada@shop.example', password: 'brass lamp, third shelf' })
  await shop.tick('customers.forget_expired')
  assert.ok(await userOf(session_token))
  shop.clock.move(91 * DAY)
  await shop.tick('customers.forget_expired')
  const { rows } = await shop.db.sql<{ left: number }>`
    SELECT (SELECT count(*) FROM customers.sessions) + (SELECT count(*) FROM customers.tries) AS left`
  assert.equal(rows[0]?.left, 0)
})
