/** A shopper's longer story in a browser, with JavaScript on and off: a code, a gift card, another way to pay, a parcel of two, a return, a withdrawal. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import type { Order } from '#modules/orders/contract.ts'
import { asAdmin, callApi } from '#tests/kit/api.ts'
import { type RunningShop, startShop } from '#tests/kit/running-shop.ts'
import { browserMissing, launchBrowser } from '#tools/browser.ts'
import { until } from './people.ts'

const ADDRESS = { email: 'ada@customer.example', name: 'Ada Lind', line1: 'Harbour Street 4', postal_code: '20457', city: 'Hamburg' }

describe('a longer story', { skip: browserMissing() ?? false }, () => {
  let shop: RunningShop
  let browser: Browser
  let admin: Record<string, string>
  before(async () => {
    shop = await startShop({ name: 'after the sale', server_url: process.env.TEST_SERVER_URL })
    browser = await launchBrowser()
    admin = await asAdmin(shop)
  })
  after(async () => {
    await browser?.close()
    await shop?.stop()
  })

  const staff = async <T>(path: string, body: object): Promise<T> => {
    const answer = await callApi<T>('POST', `${shop.url}/api${path}`, body, admin)
    assert.ok(answer.status < 300, `${path}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const readOrder = async (token: string) => (await callApi<Order>('GET', `${shop.url}/api/track/${token}`)).body

  /** Ten percent off by this code. */
  const offer = async (code: string) => {
    const promotion_id = randomUUID()
    const rule = { version: 1, conditions: [], action: { kind: 'percent', basis_points: 1_000 } }
    await staff('/admin/promotions', { promotion_id, title: 'Ten percent', trigger: 'code', rule, tax_basis: 'before_tax' })
    await staff(`/admin/promotions/${promotion_id}/codes`, { batch_id: randomUUID(), codes: [code] })
  }

  const fillCart = async (page: Page) => {
    await until('the shop has its goods', async () => {
      await page.goto('/search?q=enamel+mug')
      return (await page.locator('main a[href^="/p/"]').count()) > 0
    })
    await page.locator('main a[href^="/p/"]').first().click()
    await page.waitForURL(/\/p\//)
    await page.getByLabel('Quantity').fill('2')
    await page.locator('[data-buy]').click()
    await page.waitForTimeout(500)
  }
  /** To the last step, with this way of delivery. */
  const checkOutWith = async (page: Page, delivery: RegExp) => {
    await page.goto('/checkout')
    for (const [name, value] of Object.entries(ADDRESS)) await page.locator(`[name=${name}]`).fill(value)
    await page.locator('main form button[type=submit]').click()
    await page.waitForURL(/delivery/)
    await page.getByRole('radio', { name: delivery }).check()
    await page.locator('main form button[type=submit]').click()
    await page.waitForURL(/payment/)
  }

  for (const has_script of [true, false])
    test(`JavaScript ${has_script ? 'on' : 'off'}`, async () => {
      const code = `TEN${has_script ? 'ON' : 'OFF'}`
      await offer(code)
      const gift = await staff<{ code: string }>('/admin/gift-cards', { card_id: randomUUID(), amount: { amount: 500, currency: 'EUR' } })
      const context = await browser.newContext({ javaScriptEnabled: has_script, baseURL: shop.url, locale: 'en-GB' })
      const page = await context.newPage()
      page.setDefaultTimeout(10_000)
      await fillCart(page)

      await page.goto('/cart')
      await page.locator('.codes summary').click()
      await page.locator('.codes [name=code]').fill(code.toLowerCase())
      await page.locator('.codes .code-row button').click()
      await page.getByText(/Ten percent \(/).waitFor()

      await checkOutWith(page, /Express/)
      await page.getByLabel('Code').fill(gift.code)
      await page.locator('button[value=apply]').click()
      await page.locator('.chip', { hasText: 'Gift card' }).waitFor()
      await page.locator('[name=method][value=test-declined]').check()
      await page.locator('button[value=order]').click()

      await page.waitForURL(/\/orders\//)
      await page.getByText('The card was declined').waitFor()
      await page.locator('[name=method][value=test-card]').check()
      await page.locator('[data-pay] button').click()
      await page.locator('.order-headline', { hasText: 'We have your order' }).waitFor()
      const token = new URL(page.url()).pathname.split('/').at(-1) ?? ''
      const order = await readOrder(token)
      assert.deepEqual([order.payment_state, order.discount_total.amount > 0, order.shipping?.title], ['paid', true, 'Express'])
      assert.equal(order.gift_cards[0]?.amount.amount, 500)

      await staff(`/orders/${order.order_id}/confirm`, {})
      const parcel = { fulfilment_id: randomUUID(), lines: [{ line_id: order.lines[0]?.line_id, quantity: 1 }], carrier: 'dhl' }
      await staff(`/orders/${order.order_id}/fulfil`, { ...parcel, tracking_number: '12345', tracking_url: 'https://track.example/12345' })
      await until('the page shows the parcel', async () => {
        await page.reload()
        return (await page.locator('.parcel a[href="https://track.example/12345"]').count()) === 1
      })

      await page.getByRole('link', { name: 'Send something back' }).click()
      await page.getByRole('button', { name: 'Ask for the return' }).click()
      await page.locator('.return', { hasText: 'Asked for' }).waitFor()
      await page.getByRole('button', { name: 'Keep the goods after all' }).click()
      await page.locator('.return', { hasText: 'Called off' }).waitFor()

      await page.locator('main').getByRole('link', { name: 'Withdraw from the contract' }).click()
      await page.getByRole('radio', { name: 'Some of it' }).check()
      await page.getByRole('button', { name: 'Go on' }).click()
      await page.locator('.statement', { hasText: '1 × ' }).waitFor()
      await page.getByRole('button', { name: 'Confirm withdrawal' }).click()
      await page.getByText('We have received your withdrawal').waitFor()
      await page.locator('.return', { hasText: /Withdrawal R/ }).waitFor()
      await context.close()
    })

  test('who fetches an order reads on the open page that it is ready, and that it was picked up, the moment staff say so', async () => {
    const context = await browser.newContext({ baseURL: shop.url, locale: 'en-GB' })
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    await fillCart(page)
    await checkOutWith(page, /Fetch it yourself/)
    await page.locator('[name=method][value=test-card]').check()
    await page.locator('button[value=order]').click()
    await page.waitForURL(/\/orders\//)
    const { order_id } = await readOrder(new URL(page.url()).pathname.split('/').at(-1) ?? '')
    await page.locator('.order-headline', { hasText: 'We have your order' }).waitFor()
    await page.evaluate(() => Object.assign(globalThis, { is_still_this_page: true }))
    for (const [step, headline] of [
      ['confirm', 'Your order is confirmed.'],
      ['fulfil', 'Ready for pick-up.'],
      ['picked-up', 'Picked up.'],
    ] as const) {
      await staff(`/orders/${order_id}/${step}`, {})
      await page.locator('.order-headline', { hasText: headline }).waitFor()
    }
    await page.locator('.fact', { hasText: 'Picked up' }).waitFor()
    await page.locator('[data-timeline]', { hasText: 'Picked up' }).waitFor()
    assert.equal(await page.locator('[data-said]').textContent(), 'Picked up.', 'said aloud as well')
    assert.ok(await page.evaluate(() => 'is_still_this_page' in globalThis), 'nothing was loaded anew')
    await context.close()
  })
})
