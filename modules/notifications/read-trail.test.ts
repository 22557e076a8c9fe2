import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giftCards } from '#modules/gift-cards/contract.ts'
import { orders } from '#modules/orders/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { fail } from '#platform/errors.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { notifications } from './contract.ts'
import { notificationsModule } from './module.ts'
import { happen, noOrders, orderForTests } from './order-for-tests.ts'
import { readTrail } from './read-trail.ts'
import { settingsForTests } from './settings-for-tests.ts'

let answer = async (): Promise<{ response: string }> => ({ response: '250 OK' })
const shop = await testShop({ notifications }, [
  notificationsModule({ is_sending_real_email: true, mailer: { send: () => answer() } }),
  fakeModule(settings, { readOwn: async () => settingsForTests }),
  fakeModule(orders, noOrders),
  fakeModule(giftCards, {}),
])
const work = () => shop.tick('notifications.send_mails')
const trailOf = (order_id: string) => readTrail({ db: shop.db } as Parameters<typeof readTrail>[0], order_id)

test('the trail of an order holds its mails, what became of each, and sends the last of them again', async () => {
  const order = orderForTests({ email: 'ada@customer.example' })
  await happen(shop.db, 'placed', order)
  await happen(shop.db, 'placed', orderForTests({ email: 'other@customer.example' }))
  await shop.settle()
  const [waits, ...others] = await trailOf(order.order_id)
  assert.deepEqual(others, [])
  assert.deepEqual(
    [waits?.kind, waits?.title, waits?.text],
    ['mail', 'mail to ada@customer.example', '“We have your order 48120937” waits to be sent.'],
  )

  answer = async () => {
    throw fail('MAIL_REFUSED', '550 No such user')
  }
  await work()
  const [bounced] = await trailOf(order.order_id)
  assert.equal(bounced?.text, '“We have your order 48120937” bounced: 550 No such user')
  assert.equal(bounced?.action?.label, 'Send it again')

  answer = async () => ({ response: '250 OK' })
  await shop.clients.notifications.resendMail({ mail_id: String(bounced?.facts.mail_id) })
  await work()
  const [sent] = await trailOf(order.order_id)
  assert.equal(sent?.text, '“We have your order 48120937” was sent. The mail server said: 250 OK')

  shop.clock.move(1) // of two mails of one moment either is first
  const { mail_id } = await shop.clients.notifications.resendMail({ mail_id: String(sent?.facts.mail_id) })
  await work()
  const [first, second] = await trailOf(order.order_id)
  assert.deepEqual([first?.facts.sent_again_as, first?.action], [mail_id, null])
  assert.equal(second?.action?.path, `/admin/mails/${mail_id}/resend`)
})
