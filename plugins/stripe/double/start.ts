/**
 * Runs the double for trying the shop out, beside `npm start`:
 *   node tools/run.mjs plugins/stripe/double/start.ts --shop http://localhost:3000 --port 12111
 * and in the shop's environment: STRIPE_SECRET_KEY=sk_test_double STRIPE_WEBHOOK_SECRET=whsec_double STRIPE_API_BASE=http://127.0.0.1:12111
 */
import { parseArgs } from 'node:util'
import { systemClock } from '#platform/clock.ts'
import { openDouble } from './double.ts'
import { post } from './webhooks.ts'

const { values } = parseArgs({
  options: { shop: { type: 'string', default: 'http://localhost:3000' }, port: { type: 'string', default: '12111' } },
})
const double = await openDouble({
  secret_key: 'sk_test_double',
  webhook_secret: 'whsec_double',
  clock: systemClock,
  port: Number(values.port),
})
double.webhooks.to(post(`${values.shop}/api/webhooks/stripe`))

console.log(`Stripe's double answers at ${double.url} and tells ${values.shop} what happens. No money moves.`)

const timer = setInterval(() => {
  double.tick()
  double.webhooks.deliver().catch((error) => console.error(String(error)))
}, 500)

process.once('SIGINT', () => {
  clearInterval(timer)
  double.close().then(() => process.exit(0))
})
