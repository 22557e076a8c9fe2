/** What staff do with an order in the admin, in a browser: decide and take back, send, give back, take goods back, edit, draft. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { addProduct, asAdmin, CHECKOUT, callApi } from '#tests/kit/api.ts'
import { ADMIN, type RunningShop, startShop } from '#tests/kit/running-shop.ts'
import { browserMissing, launchBrowser } from '#tools/browser.ts'

type Placed = { order_id: string; number: string }
type Money = { amount: number; currency: string }
type Order = {
  state: string
  due: Money
  refunded: Money
  credited: Money
  total: Money
  fulfilments: unknown[]
  tags: string[]
  timeline: { what: string }[]
}

describe('staff at work', { skip: browserMissing() ?? false }, () => {
  let shop: RunningShop
  let browser: Browser
  let page: Page
  let admin: Record<string, string>
  let variant_id: string

  before(async () => {
    const env = { BANK_TRANSFER_TO: 'Souk, DE02 1203 0000 0000 2020 51' }
    shop = await startShop({ name: 'staff', env, server_url: process.env.TEST_DATABASE_URL })
    admin = await asAdmin(shop)
    variant_id = await addProduct(shop, admin, 100)
    browser = await launchBrowser()
    const context = await browser.newContext({ baseURL: shop.url, locale: 'en-GB', viewport: { width: 1440, height: 1000 } })
    page = await context.newPage()
    page.setDefaultTimeout(15_000)
    await page.goto('/admin')
    await page.getByLabel('Email').fill(ADMIN.email)
    await page.locator('input[type=password]').fill(ADMIN.password)
    await press('Sign in')
    await page.getByRole('heading', { name: 'Home' }).or(page.getByRole('navigation')).first().waitFor()
  })
  after(async () => {
    await browser?.close()
    await shop?.stop()
  })

  const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click()
  const pressInDialog = (name: string | RegExp) => page.getByRole('dialog').getByRole('button', { name }).click()
  const see = (text: string | RegExp) => page.getByText(text).first().waitFor()
  const read = async (order_id: string): Promise<Order> =>
    (await callApi<Order>('GET', `${shop.url}/api/orders/${order_id}`, undefined, admin)).body
  const buy = async (method: string): Promise<Placed> => {
    const body = { ...CHECKOUT, lines: [{ variant_id, quantity: 3 }], email: 'ada@example.com', payment: { method } }
    const headers = { 'idempotency-key': crypto.randomUUID() }
    return (await callApi<Placed>('POST', `${shop.url}/api/checkout`, body, headers)).body
  }
  const open = async ({ order_id, number }: Placed) => {
    await page.goto(`/admin/orders/${order_id}`)
    await page.getByRole('heading', { name: `Order ${number}` }).waitFor()
  }
  /** What fades in or is being saved has other colours for a moment; the page is looked at when it has come to rest. */
  const atRest = () =>
    page.waitForFunction(() => {
      const moves = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
      return !document.querySelector('[data-loading]') && moves.every(({ playState }) => playState !== 'running')
    })
  const nothingForAxe = async () => {
    await atRest()
    const { violations } = await new AxeBuilder({ page }).analyze()
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`),
      [],
    )
  }

  test('a confirm is taken back, given again, and the order is sent in two parcels', async () => {
    const placed = await buy('test-card')
    await open(placed)
    await press(/^Confirm/)
    await press('Take it back')
    await see('This order waits for your decision')
    assert.equal((await read(placed.order_id)).state, 'pending')
    await press(/^Confirm/)
    await see('Ready to leave the house')
    await press(/^Send goods/)
    await page.getByLabel(/^How many of/).fill('1')
    await pressInDialog('Send 1 item')
    await see('A part of it is still here')
    await press(/^Send goods/)
    await pressInDialog('Send 2 items')
    await see('Fulfilled')
    const order = await read(placed.order_id)
    assert.deepEqual([order.state, order.fulfilments.length], ['fulfilled', 2])
    await nothingForAxe()
  })

  test('what one gives back is shown before, and the form refuses more than is left', async () => {
    const placed = await buy('test-card')
    await open(placed)
    await press(/^Confirm/)
    await press(/^Send goods/)
    await page.getByLabel(/^How many of/).fill('2')
    await pressInDialog('Send 2 items')
    await see('A part of it is still here')
    await press('Give money back')
    await see('1 item is not sent yet')
    await page.getByLabel('Amount to give back').fill('9999')
    await see(/^At most .* is left/)
    assert.ok(await page.getByRole('button', { name: 'Give it back' }).isDisabled())
    await page.getByRole('tab', { name: 'For goods that were sent' }).click()
    assert.ok(await page.getByRole('button', { name: 'Give it back' }).isDisabled(), 'nothing is chosen yet')
    await nothingForAxe()
    await page.getByLabel(/^How many of/).fill('3') // of two that were sent, which is not taken
    await page.getByLabel(/^How many of/).fill('1')
    await page.getByLabel('Reason').fill('chipped')
    await pressInDialog(/^Give €10.00 back$/)
    await see('Partly given back')
    await see('€10.00 given back')
    await see(/^1 × .* · Chipped/)
    assert.equal((await read(placed.order_id)).refunded.amount, 1000)
    await press('Give money back')
    await page.getByRole('tab', { name: 'For goods that were sent' }).click()
    await page.getByRole('dialog').getByText('of 1', { exact: true }).waitFor() // what was given back for is not offered again
    await pressInDialog('Cancel the rest')
    await see('€10.00 is given back.')
    await see(/^€10.00 was given back before/)
    await nothingForAxe()
    await pressInDialog('Cancel the rest')
    await see('Fulfilled')
  })

  test('a transfer that has arrived is marked as paid, notes and tags are kept', async () => {
    const placed = await buy('bank-transfer')
    await open(placed)
    await see('Waiting for the bank transfer')
    await press('The money is here')
    await pressInDialog(/received$/)
    await see('Captured')
    await page.getByLabel('Note for colleagues').fill('Called her, all fine.')
    await press('Add the note')
    await page.getByPlaceholder('Such as gift').fill('gift')
    await page.keyboard.press('Enter')
    await see('Tags saved')
    const order = await read(placed.order_id)
    assert.deepEqual([order.due.amount, order.tags], [0, ['gift']])
    assert.equal(order.timeline.filter(({ what }) => what === 'note').length, 1)
  })

  test('an edit shows its difference before it is saved, and comes to just that', async () => {
    const placed = await buy('test-card')
    const before_it = await read(placed.order_id)
    await open(placed)
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel(/^How many of/).fill('2')
    await see('Difference')
    await nothingForAxe()
    await press('Save the change')
    await page.waitForURL(({ pathname }) => pathname === `/admin/orders/${placed.order_id}`) // it is saved
    assert.equal((await read(placed.order_id)).total.amount, before_it.total.amount - 1000)
  })

  test('of two at one order the second is told, and nothing of theirs is done', async () => {
    const placed = await buy('test-card')
    await open(placed)
    await page.route('**/api/live**', (route) => route.abort()) // this page does not hear of it
    await page.route(`**/api/orders/${placed.order_id}/reject`, async (route) => {
      await callApi('POST', `${shop.url}/api/orders/${placed.order_id}/confirm`, {}, admin)
      await route.continue()
    })
    await press(/^Reject/)
    await see('Someone was faster: your click changed nothing')
    assert.equal((await read(placed.order_id)).state, 'confirmed')
    await page.unrouteAll()
  })

  /** One of three things that were bought and sent is asked for and here again; its page is open, and nothing is settled. */
  const takeBack = async (): Promise<Placed> => {
    const placed = await buy('test-card')
    const at = `${shop.url}/api/orders/${placed.order_id}`
    await callApi('POST', `${at}/confirm`, {}, admin)
    await callApi('POST', `${at}/fulfil`, {}, admin)
    await open(placed)
    await press('Begin a return')
    await page.getByLabel(/^How many of/).fill('1')
    await pressInDialog('Take 1 item back')
    await page.getByRole('link', { name: /^Return R/ }).click()
    await press('Approve')
    await pressInDialog('Approve')
    await press('The parcel is here')
    return placed
  }

  test('goods are taken back: asked for, approved, inspected, settled less what is kept', async () => {
    const placed = await takeBack()
    await page.getByLabel('Keep back').fill('2.50')
    await nothingForAxe()
    await page.getByLabel('Because').fill('scratched')
    await press(/^Settle €7.50/)
    await see('Settled as')
    assert.equal((await read(placed.order_id)).refunded.amount, 750)
  })

  test('a guest’s return is settled as a gift card by mail', async () => {
    const { order_id } = await takeBack()
    await see('They bought as a guest, so it is a gift card, sent to them by mail.')
    await page.getByLabel('Keep back').fill('1')
    assert.ok(await page.getByRole('button', { name: /^Settle/ }).isDisabled(), 'without a reason')
    await page.getByLabel('Keep back').fill('')
    await page.getByRole('radio', { name: 'Store credit' }).check()
    await press('Settle €10.00')
    await see('Settled as')
    assert.equal((await read(order_id)).credited.amount, 1000)
  })

  test('an order on the phone is drafted, reckoned, placed and paid', async () => {
    await page.goto('/admin/drafts/new')
    await page.getByLabel('Email of the customer').fill('caller@example.com')
    await press('Begin the draft')
    await page.getByLabel('Add a product').fill('Test piece')
    await page.getByRole('option').first().click()
    await press('Another price')
    await page.getByLabel(/^Price of one/).fill('8')
    await page.getByLabel(/has another price$/).fill('scratched')
    for (const [label, text] of Object.entries({
      Name: 'Carl Caller',
      'Street and number': 'Weg 1',
      'Postal code': '10115',
      City: 'Berlin',
    }))
      await page.getByRole('textbox', { name: label, exact: true }).fill(text)
    const country = page
      .getByRole('combobox', { name: 'Country' })
      .or(page.getByRole('textbox', { name: 'Country' }))
      .first()
    assert.equal(await country.inputValue(), 'Germany', 'as shoppers find it at checkout')
    await see('With your changes, which are not saved yet.')
    await see('€8.00') // reckoned before it is saved
    await press('Save the draft')
    await page.getByRole('button', { name: 'Place it and send the link to pay' }).waitFor()
    await nothingForAxe()
    await press('Place it, paid: bank transfer')
    await pressInDialog(/received$/)
    await page.waitForURL(/\/admin\/orders\//)
    const order = await read(page.url().split('/').at(-1) ?? '')
    assert.deepEqual([order.due.amount, order.timeline.some(({ what }) => what === 'placed')], [0, true])
  })

  test('the recorder tells the whole story, and every page of orders and returns is free of axe violations', async () => {
    const placed = await buy('test-card')
    await page.goto(`/admin/orders/${placed.order_id}?tab=recorder`)
    await see('Order placed')
    await see(/^Charge asked of/)
    await see(/^3 × Test piece/)
    await nothingForAxe()
    for (const [path, heading] of [
      ['/admin/orders', 'Orders'],
      ['/admin/drafts', 'Drafts'],
      ['/admin/drafts/new', 'New draft'],
      ['/admin/returns', 'Returns'],
    ] as const) {
      await page.goto(path)
      await page.getByRole('heading', { name: heading, exact: true }).waitFor()
      await nothingForAxe()
    }
  })

  test('a customer’s page says who they are, and puts them into a group', async () => {
    const registration = { email: 'florist@example.com', name: 'Flora', password: 'correct horse battery' }
    const { body } = await callApi<{ token: string; user: { user_id: string } }>('POST', `${shop.url}/api/register`, registration)
    const order = { ...CHECKOUT, lines: [{ variant_id, quantity: 1 }], email: registration.email, payment: { method: 'test-card' } }
    const headers = { 'idempotency-key': crypto.randomUUID(), authorization: `Bearer ${body.token}` }
    const placed = (await callApi<Placed>('POST', `${shop.url}/api/checkout`, order, headers)).body
    await open(placed)
    const name = CHECKOUT.shipping_address.name
    await page.getByRole('link', { name, exact: true }).click()
    await page.getByRole('heading', { name: 'Flora' }).waitFor()
    await see(placed.number)
    await see(CHECKOUT.shipping_address.line1)
    await page.getByRole('combobox', { name: 'Customer group' }).fill('Trade Florists')
    await see('No price list and no promotion names this group yet')
    await page.getByRole('switch', { name: 'Exempt from tax' }).check()
    await press('Save the terms')
    await see('Terms saved')
    await nothingForAxe()
    const { customer } = (await callApi<{ customer: object }>('GET', `${shop.url}/api/customers/${body.user.user_id}`, undefined, admin))
      .body
    assert.deepEqual(customer, { ...customer, customer_group: 'trade-florists', is_tax_exempt: true })
    await page.goto('/admin/customers?q=trade-florists')
    await page.getByRole('link', { name: 'Flora' }).click()
    await page.getByRole('heading', { name: 'Flora' }).waitFor()
  })
})
