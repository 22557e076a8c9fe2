import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clearSessionCookie, readCookie, readSessionCookie, writeCookie, writeSessionCookie } from './cookies.ts'

test('a session cookie of https is bound to host, https and path, and scripts cannot read it', () => {
  assert.equal(writeSessionCookie('abc', true), '__Host-sid=abc; Path=/; SameSite=Lax; Max-Age=7776000; HttpOnly; Secure')
  assert.match(clearSessionCookie(true), /^__Host-sid=; .*Max-Age=0/)
})

test('plain http and https never read each other’s session', () => {
  assert.equal(readSessionCookie('sid_plain=abc', true), undefined)
  assert.equal(readSessionCookie('__Host-sid=abc', false), undefined)
  assert.equal(readSessionCookie('a=b; sid_plain=abc', false), 'abc')
})

test('what is written is read back, whatever it holds', () => {
  const value = '3.Zoë; Path=/x, "q" = %'
  const header = writeCookie('souk_badge', value, { is_https: false, is_readable: true })
  assert.equal(readCookie(header.split(';')[0], 'souk_badge'), value)
  assert.ok(!header.includes('HttpOnly'))
})

test('a broken value counts as missing, and a name is matched whole', () => {
  assert.equal(readCookie('a=%E0%A4%A', 'a'), undefined)
  assert.equal(readCookie('xa=1; a=2', 'a'), '2')
  assert.equal(readCookie(undefined, 'a'), undefined)
})
