import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { pay } from './double/shopper.ts'
import { complaintOf, noAnswer, sentenceFor, withoutKeys } from './problems.ts'
import { openRig } from './rig-for-tests.ts'

const SECRET = 'sk_test_4eC39HqLyjWDarjtT1zdp7dc'

const thrown = async (act: () => Promise<unknown>): Promise<unknown> =>
  act().then(
    () => assert.fail('nothing was thrown'),
    (error: unknown) => error,
  )

test('no key, no secret and no signature gets into a log line or an error, whatever goes wrong', async () => {
  const { provider, draft, lines, faults, double, books, pageOf } = await openRig({
    secret_key: SECRET,
    webhook_secret: 'whsec_MfKQ9r8GKYqrTwjU',
  })
  const charge = draft()
  const errors: unknown[] = []
  for (const fault of ['cut_before', 'error_500', 'rate_limited', 'garbage', 'empty'] as const) {
    faults.clear()
    faults.plan(fault, 9)
    errors.push(await thrown(() => provider.charge(draft())))
    errors.push(await thrown(() => provider.find({ payment_id: charge.payment_id, provider_ref: 'cs_test_1' })))
  }
  faults.clear()
  await provider.charge(charge)
  pay(books, pageOf(charge.payment_id).id, 'card')
  const { body = '' } = double.webhooks.events[0] ?? {}
  await provider.readWebhook(Buffer.from(body), double.webhooks.headersOf(body, 1))
  const other = await openRig({ secret_key: 'sk_test_right', key_given: SECRET })
  assert.equal((await other.provider.charge(other.draft())).outcome, 'declined')
  errors.push(await thrown(() => other.provider.find({ payment_id: charge.payment_id, provider_ref: 'cs_test_1' })))
  const written = [...lines, ...other.lines, ...errors.map((error) => inspect(error, { depth: 9, showHidden: true }))].join('\n')
  assert.match(written, /StripeAuthenticationError/)
  for (const secret of [SECRET, SECRET.slice(0, 12), SECRET.slice(-4), 'whsec_', 'MfKQ9', 'Bearer', 'v1='])
    assert.ok(!written.includes(secret), secret)
})

test('a wrong key declines with a sentence for the shopper, and tells the people of the shop what is wrong', async () => {
  const { provider, draft, lines } = await openRig({ secret_key: 'sk_test_right', key_given: 'sk_test_wrong' })
  const outcome = await provider.charge(draft())
  assert.deepEqual(
    [outcome.outcome, outcome.problem],
    ['declined', 'This way to pay does not work at the moment. Please choose another one.'],
  )
  const [line = ''] = lines
  const { level, msg, stripe } = JSON.parse(line)
  assert.deepEqual(
    [level, msg, stripe.type, stripe.status],
    [50, 'Stripe refused to open a payment page', 'StripeAuthenticationError', 401],
  )
  assert.match(stripe.message, /^Invalid API Key provided: \[key\]/)
})

test('an address that Stripe does not take as one is told to the shopper', async () => {
  const { provider, draft } = await openRig()
  assert.match((await provider.charge(draft({ email: 'ada@localhost' }))).problem ?? '', /does not take this e-mail address/)
})

test('a look-up with a wrong key is no answer: nothing may be concluded from it', async () => {
  const { provider, draft } = await openRig({ secret_key: 'sk_test_right', key_given: 'sk_test_wrong' })
  await assert.rejects(provider.find({ payment_id: draft().payment_id, provider_ref: null }), /StripeAuthenticationError/)
})

test('reasons that could help a thief are told as plain declines', () => {
  const declined = (decline_code: string) =>
    sentenceFor({ type: 'StripeCardError', code: 'card_declined', decline_code, param: null, status: 402, request_id: null, message: '' })
  const plain = declined('generic_decline')
  for (const code of ['fraudulent', 'lost_card', 'stolen_card', 'pickup_card', 'merchant_blacklist', 'security_violation'])
    assert.equal(declined(code), plain)
  assert.notEqual(declined('insufficient_funds'), plain)
})

test('keys are taken out of sentences, and card numbers with them', () => {
  assert.equal(
    withoutKeys(`key ${SECRET}, rk_live_abc***9 and whsec_1 for 4242 4242 4242 4242`),
    'key [key], [key] and [key] for [card number]',
  )
  assert.equal(complaintOf(new Error('of our own')), undefined)
  assert.match(noAnswer('asking', new Error(`at ${SECRET}`)).message, /^Stripe: asking: Error: at \[key\]$/)
})
