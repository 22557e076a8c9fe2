import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BadConfig, describeConfig, readConfig, SERVICES } from './config.ts'

test('all that is wrong is told in one go, and no secret with it', () => {
  assert.throws(
    () => readConfig({ PORT: 'x', SERVICE: 'kitchen', MAIL_URL: 'http://user:hush@mail', ADMIN_PASSWORD: 'hush' }),
    (error) =>
      error instanceof BadConfig &&
      ['PORT must', 'SERVICE must', 'MAIL_URL must', 'ADMIN_EMAIL is not'].every((words) => error.message.includes(words)) &&
      !error.message.includes('hush'),
  )
})

test('a shop is reached at its own port; people reach its services at the front', () => {
  assert.equal(readConfig({ PORT: '3001' }).public_url, 'http://localhost:3001')
  for (const name of SERVICES) assert.equal(readConfig({ SERVICE: name }).public_url, 'http://localhost:8081')
  assert.equal(readConfig({ SERVICE: 'orders', FRONT_URL: 'https://front.example/' }).public_url, 'https://front.example')
  assert.equal(readConfig({ SERVICE: 'orders', PUBLIC_URL: 'https://shop.example' }).public_url, 'https://shop.example')
})

test('every service has an address of its own that can be named', () => {
  const { urls } = readConfig({ USERS_URL: 'http://users.internal:80' })
  assert.equal(urls.users, 'http://users.internal:80')
  assert.equal(new Set(Object.values(urls)).size, SERVICES.length)
  const named = new Set(describeConfig().map(({ name }) => name))
  assert.deepEqual(
    SERVICES.filter((name) => !named.has(`${name.toUpperCase()}_URL`)),
    [],
  )
})
