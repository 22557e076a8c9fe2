import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BadConfig, describeConfig, readConfig } from '#platform/config.ts'

const STRIPE = { STRIPE_SECRET_KEY: 'sk_test_settings', STRIPE_WEBHOOK_SECRET: 'whsec_settings' }
const LIVE = { ...STRIPE, STRIPE_SECRET_KEY: 'sk_live_settings' }
const BASE = { STRIPE_API_BASE: 'http://127.0.0.1:12111' }
const PRODUCTION = { NODE_ENV: 'production' }

const faultOf = (env: NodeJS.ProcessEnv): string => {
  try {
    readConfig(env)
    return ''
  } catch (error) {
    assert.ok(error instanceof BadConfig)
    return error.message
  }
}

test('without its key a shop has no Stripe, with key and secret it has', () => {
  assert.equal(readConfig({}).stripe, undefined)
  assert.deepEqual(readConfig(STRIPE).stripe, { secret_key: 'sk_test_settings', webhook_secret: 'whsec_settings', api_base: undefined })
  assert.equal(readConfig({ ...STRIPE, ...BASE }).stripe?.api_base, 'http://127.0.0.1:12111')
  assert.equal(readConfig({ ...LIVE, ...PRODUCTION }).stripe?.secret_key, 'sk_live_settings')
})

test('half of it, or a key of the wrong kind, keeps the shop from starting, and the fault does not repeat the secret', () => {
  assert.match(faultOf({ STRIPE_SECRET_KEY: 'sk_test_settings' }), /STRIPE_WEBHOOK_SECRET must be/)
  assert.match(faultOf({ STRIPE_WEBHOOK_SECRET: 'whsec_settings' }), /STRIPE_SECRET_KEY must be/)
  const swapped = faultOf({ STRIPE_SECRET_KEY: 'pk_live_4711', STRIPE_WEBHOOK_SECRET: 'sk_live_4711' })
  assert.match(swapped, /STRIPE_SECRET_KEY must be.*\n.*STRIPE_WEBHOOK_SECRET must be/)
  assert.doesNotMatch(swapped, /4711/)
})

test('a live key, and any key in production, is sent to Stripe and nowhere else', () => {
  assert.match(faultOf({ ...LIVE, ...BASE }), /STRIPE_API_BASE is for tests/)
  assert.match(faultOf({ ...STRIPE, ...BASE, ...PRODUCTION }), /STRIPE_API_BASE is for tests/)
})

test('key and secret are secrets: they may come from files, and no list shows them', () => {
  const secret = describeConfig().filter(({ name, is_secret }) => name.startsWith('STRIPE_') && is_secret)
  assert.deepEqual(
    secret.map(({ name }) => name),
    ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
  )
})
