/** What staff type in the admin, in a browser: over stock that is sold meanwhile, and on while a save is under way. Nothing of it is lost. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { addProduct, asAdmin, CHECKOUT, callApi } from '#tests/kit/api.ts'
import { ADMIN, type RunningShop, startShop } from '#tests/kit/running-shop.ts'
import { browserMissing, launchBrowser } from '#tools/browser.ts'
import { until } from './people.ts'

type Form = { version: number; brand: string | null; variants: { on_hand: number; barcode: string | null }[] }

describe('staff at their keyboards', { skip: browserMissing() ?? false }, () => {
  let shop: RunningShop
  let browser: Browser
  let page: Page
  let admin: Record<string, string>
  let variant_id: string
  let product_id: string

  before(async () => {
    shop = await startShop({ name: 'staff-type', server_url: process.env.TEST_DATABASE_URL })
    admin = await asAdmin(shop)
    variant_id = await addProduct(shop, admin, 100)
    const asked = { variant_ids: [variant_id] }
    const { goods } = (await callApi<{ goods: { product_id: string }[] }>('POST', `${shop.url}/api/admin/goods`, asked, admin)).body
    product_id = goods[0]?.product_id ?? ''
    browser = await launchBrowser()
    const context = await browser.newContext({ baseURL: shop.url, locale: 'en-GB', viewport: { width: 1440, height: 1000 } })
    page = await context.newPage()
    page.setDefaultTimeout(15_000)
    await page.goto('/admin')
    await page.getByLabel('Email').fill(ADMIN.email)
    await page.locator('input[type=password]').fill(ADMIN.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('navigation').first().waitFor()
  })
  after(async () => {
    await browser?.close()
    await shop?.stop()
  })

  const field = (name: string) => page.getByRole('textbox', { name, exact: true })
  const save = () => page.getByRole('region', { name: 'Unsaved changes' }).getByRole('button', { name: 'Save' }).click()
  const see = (text: string | RegExp) => page.getByText(text).first().waitFor()
  const formOf = async (id: string): Promise<Form> =>
    (await callApi<Form>('GET', `${shop.url}/api/products/${id}/form`, undefined, admin)).body

  /** Requests of this kind wait until they are let go. */
  const slow = async (method: string, path: string) => {
    const sent = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    await page.route(path, async (route) => {
      if (route.request().method() !== method) return route.fallback()
      sent.resolve()
      await gate.promise
      return route.continue()
    })
    return { sent: sent.promise, letGo: () => gate.resolve() }
  }

  test('a count over stock that was sent meanwhile is refused at its field, and what was typed stays', async () => {
    await page.goto(`/admin/products/${product_id}`)
    await field('Units on the shelf').waitFor()
    const lines = [{ variant_id, quantity: 3 }]
    const order = { ...CHECKOUT, lines, email: 'ada@example.com', payment: { method: 'test-card' } }
    const headers = { 'idempotency-key': crypto.randomUUID() }
    const { order_id } = (await callApi<{ order_id: string }>('POST', `${shop.url}/api/checkout`, order, headers)).body
    await callApi('POST', `${shop.url}/api/orders/${order_id}/confirm`, {}, admin)
    await callApi('POST', `${shop.url}/api/orders/${order_id}/fulfil`, {}, admin)
    await until('three have left the shelf', async () => (await formOf(product_id)).variants[0]?.on_hand === 97)
    await field('Units on the shelf').fill('105')
    await save()
    await see('There are 97 by now, not 100. Look again before saving 105.')
    assert.equal(await field('Units on the shelf').inputValue(), '105')
    assert.equal((await formOf(product_id)).variants[0]?.on_hand, 97)
    await field('Units on the shelf').fill('102')
    await save()
    await see('Product saved')
    assert.equal((await formOf(product_id)).variants[0]?.on_hand, 102)
  })

  test('what is typed on while a product is saved stays, and is saved next', async () => {
    await page.goto(`/admin/products/${product_id}`)
    await field('Brand').fill('Nord')
    const first = await slow('PUT', '**/api/products/*')
    await save()
    await first.sent
    await field('Brand').fill('Nordlicht')
    await field('Barcode').fill('4006381333931')
    first.letGo()
    await see('Product saved')
    assert.deepEqual([await field('Brand').inputValue(), await field('Barcode').inputValue()], ['Nordlicht', '4006381333931'])
    assert.equal((await formOf(product_id)).brand, 'Nord')
    await save()
    await until('the rest is saved', async () => (await formOf(product_id)).brand === 'Nordlicht')
    assert.equal((await formOf(product_id)).variants[0]?.barcode, '4006381333931')
  })

  test('what is typed on while a new product is made is saved into that product', async () => {
    await page.goto('/admin/products/new')
    await field('Title').fill('Slow lamp')
    await field('SKU').fill('SLOW-LAMP')
    const first = await slow('POST', '**/api/products')
    await save()
    await first.sent
    await field('Barcode').fill('4012345678901')
    first.letGo()
    await see('Product added')
    assert.equal(await field('Barcode').inputValue(), '4012345678901')
    await save()
    await page.waitForURL(/\/admin\/products\/[0-9a-f-]{36}$/)
    assert.equal((await formOf(page.url().split('/').at(-1) ?? '')).variants[0]?.barcode, '4012345678901')
  })

  test('what is typed on while a draft is saved stays, and a line that was added stays one line', async () => {
    await page.goto('/admin/drafts/new')
    await page.getByLabel('Email of the customer').fill('caller@example.com')
    await page.getByRole('button', { name: 'Begin the draft' }).click()
    await page.getByLabel('Add a product').fill('Test piece')
    await page.getByRole('option').first().click()
    const first = await slow('PATCH', '**/api/admin/drafts/*')
    await save()
    await first.sent
    await page.getByLabel(/^How many of/).fill('4')
    await field('Note of the customer').fill('Ring twice')
    const answered = page.waitForResponse((answer) => answer.request().method() === 'PATCH')
    first.letGo()
    await answered
    const order_id = page.url().split('/').at(-1) ?? ''
    const read = async () =>
      (
        await callApi<{ customer_note: string | null; lines: { line_id: string; quantity: number }[] }>(
          'GET',
          `${shop.url}/api/orders/${order_id}`,
          undefined,
          admin,
        )
      ).body
    await until('it is saved', async () => (await read()).lines.length === 1)
    const [made] = (await read()).lines
    assert.equal(await field('Note of the customer').inputValue(), 'Ring twice')
    await save()
    await until('the rest is saved', async () => (await read()).customer_note === 'Ring twice')
    assert.deepEqual(
      (await read()).lines.map(({ line_id, quantity }) => [line_id, quantity]),
      [[made?.line_id, 4]],
    )
  })

  test('what is typed on while a new price list is saved stays, and the page stays with it', async () => {
    await page.goto('/admin/price-lists/new')
    await field('Title').fill('Autumn')
    const first = await slow('PUT', '**/api/admin/price-lists/*')
    await save()
    await first.sent
    await field('Title').fill('Autumn and winter')
    first.letGo()
    await see('Price list saved')
    assert.equal(await field('Title').inputValue(), 'Autumn and winter')
    await save()
    await page.waitForURL(/\/admin\/price-lists\/[0-9a-f-]{36}$/)
    await page.reload()
    assert.equal(await field('Title').inputValue(), 'Autumn and winter')
  })
})
