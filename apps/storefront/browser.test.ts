/** The pages in a real browser: what the islands add, and that nobody is shut out. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import AxeBuilder from '@axe-core/playwright'
import type { FastifyInstance } from 'fastify'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { WAYS } from '#tests/fakes/fake.ts'
import type { FakeShop } from '#tests/fakes/shop.ts'
import { openStorefront } from '#tests/fakes/storefront.ts'
import { browserMissing, launchBrowser } from '#tools/browser.ts'

const skip = browserMissing()
const PATIENCE_MS = 10_000

let app: FastifyInstance
let fake: FakeShop
let browser: Browser
let shop: string
/** the lines to pages that wait for news of an order */
const lines = new Set<{ write(text: string): unknown }>()

before(async () => {
  if (skip) return
  const picture = await sharp({ create: { width: 40, height: 50, channels: 3, background: '#d9e4dc' } })
    .webp()
    .toBuffer()
  ;({ app, fake } = await openStorefront({
    beside: (edge) => {
      edge.get('/media/*', (_request, reply) => reply.type('image/webp').send(picture))
      edge.get('/api/live', (_request, reply) => {
        reply.hijack().raw.writeHead(200, { 'content-type': 'text/event-stream' }).write(': open\n\n')
        lines.add(reply.raw)
      })
    },
  }))
  fake.ways.push(...WAYS)
  shop = await app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
})
after(async () => {
  if (skip) return
  await browser.close()
  app.server.closeAllConnections()
  await app.close()
})

type Look = { width?: number; scheme?: 'light' | 'dark' }

/** A page that must not complain: a violated content policy is an error in the console. */
const open = async (path: string, { width = 1280, scheme = 'light' }: Look = {}): Promise<{ page: Page; complaints: string[] }> => {
  const context = await browser.newContext({
    baseURL: shop,
    colorScheme: scheme,
    reducedMotion: 'reduce',
    viewport: { width, height: 900 },
  })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(path)
  return { page, complaints }
}

test('choosing a variant changes picture, availability and address, without a new page', { skip }, async () => {
  const { page, complaints } = await open('/p/wool-blanket')
  await page.getByRole('radio', { name: 'Moss' }).check()
  await page.waitForURL(/variant=/)
  await page.waitForFunction(() => (document.querySelector('.gallery-strip')?.scrollLeft ?? 0) > 0)
  await page.getByRole('radio', { name: /Cream/ }).check()
  assert.equal(await page.locator('[data-stock]').textContent(), 'Sold out')
  assert.equal(await page.locator('[data-buy]').isDisabled(), true)
  assert.deepEqual(complaints, [])
  await page.context().close()
})

test('adding opens the cart beside the page, where quantities change and Escape leads back', { skip }, async () => {
  const { page, complaints } = await open('/p/wool-blanket')
  await page.locator('[data-buy]').click()
  const drawer = page.getByRole('dialog')
  await drawer.waitFor()
  assert.match(await drawer.innerText(), /Added to your cart\.[\s\S]*\$149\.00/)
  await drawer.getByRole('button', { name: 'One more' }).click()
  await drawer.getByText('$298.00').first().waitFor()
  assert.equal(await page.locator('[data-cart-count]').textContent(), '2')
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'hidden' })
  assert.equal(await page.evaluate(() => document.activeElement?.hasAttribute('data-buy')), true)
  assert.deepEqual(complaints, [])
  await page.context().close()
})

test('typing suggests products that the keyboard reaches', { skip }, async () => {
  const { page, complaints } = await open('/')
  await page.getByRole('searchbox').fill('blank')
  await page.getByRole('option', { name: /Wool blanket/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/p\/wool-blanket$/)
  assert.deepEqual(complaints, [])
  await page.context().close()
})

const ADDRESS = { email: 'ada@example.com', name: 'Ada', line1: 'Street 1', postal_code: '89073', city: 'Ulm' }

/** Fills the checkout in and buys; `look` is shown every step. */
const buy = async (page: Page, method: string, look: (name: string) => Promise<void> = async () => {}) => {
  await page.goto('/p/wool-blanket')
  await page.locator('[data-buy]').click()
  await page.getByRole('dialog').waitFor()
  await page.goto('/cart')
  await look('a full cart')
  await page.goto('/checkout')
  for (const [name, value] of Object.entries(ADDRESS)) await page.locator(`[name=${name}]`).fill(value)
  await look('the address')
  await page.locator('main form button[type=submit]').click()
  await page.waitForURL(/\/checkout\/delivery/)
  await look('the delivery')
  await page.locator('main form button[type=submit]').click()
  await page.waitForURL(/\/checkout\/payment/)
  await look('the last step')
  await page.locator(`input[value=${method}]`).check()
  await page.locator('button[value=order]').click()
  await page.waitForURL(/\/orders\//)
}

test('the totals follow the way to send that is chosen, on the same page', { skip }, async () => {
  const { page, complaints } = await open('/p/wool-blanket')
  await page.locator('[data-buy]').click()
  await page.getByRole('dialog').waitFor()
  await page.goto('/checkout')
  for (const [name, value] of Object.entries(ADDRESS)) await page.locator(`[name=${name}]`).fill(value)
  await page.locator('main form button[type=submit]').click()
  await page.waitForURL(/\/checkout\/delivery/)
  await page.getByRole('radio', { name: /By courier/ }).check()
  await page.locator('[data-totals]', { hasText: '$158.00' }).waitFor()
  assert.equal(new URL(page.url()).pathname, '/checkout/delivery')
  assert.equal(await page.locator('[data-totals] .totals-end').count(), 1, 'drawn in place, not beside')
  assert.deepEqual(complaints, [])
  await page.context().close()
})

test('an order’s page changes by itself, says so, and shows whether it is connected', { skip }, async () => {
  const { page, complaints } = await open('/')
  await buy(page, 'test_card')
  await page.getByText('Live', { exact: true }).waitFor()
  await page.evaluate(() => document.body.setAttribute('data-same', 'yes'))
  for (const order of fake.orders.values()) Object.assign(order, { state: 'confirmed', version: order.version + 1 })
  for (const line of lines) line.write('id: 1\nevent: order\ndata: {}\n\n')
  await page.locator('.order-headline', { hasText: 'Your order is confirmed.' }).waitFor()
  assert.equal(await page.locator('[role=status][data-said]').textContent(), 'Your order is confirmed.')
  assert.equal(await page.locator('body').getAttribute('data-same'), 'yes')
  assert.deepEqual(complaints, [])
  await page.context().close()
})

test('when an order is changed, its button says the new sum and pays that one', { skip }, async () => {
  const { page, complaints } = await open('/')
  await buy(page, 'test_decline')
  await page.getByText('Live', { exact: true }).waitFor()
  const due = { amount: 5_000, currency: 'USD' }
  for (const order of fake.orders.values()) Object.assign(order, { due, version: order.version + 1 })
  for (const line of lines) line.write('id: 2\nevent: order\ndata: {}\n\n')
  await page.getByRole('button', { name: 'Pay $50.00' }).click()
  await page.waitForFunction(() => document.querySelector('[data-pay]') === null)
  const { input } = fake.calls.findLast(({ op }) => op === 'pay') ?? {}
  assert.equal((input as { amount?: number } | undefined)?.amount, 5_000)
  assert.deepEqual(complaints, [])
  await page.context().close()
})

const LOOKS: Required<Look>[] = [
  { width: 1280, scheme: 'light' },
  { width: 390, scheme: 'dark' },
]
const PATHS = [
  '/',
  '/c/kitchen',
  '/p/wool-blanket',
  '/search?q=wool',
  '/cart',
  '/login',
  '/signup',
  '/nowhere',
  '/de/products',
  '/policies/withdrawal',
]

for (const look of LOOKS)
  test(`axe finds nothing at ${look.width} px, ${look.scheme}, and no page is wider than its window`, { skip }, async () => {
    const { page } = await open('/', look)
    const check = async (name: string) => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`),
        [],
        name,
      )
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false, name)
    }
    for (const path of PATHS) {
      await page.goto(path)
      await check(path)
    }
    await buy(page, 'test_decline', check)
    await check('an unpaid order')
    const order = page.url()
    await page.goto(`${order}/withdraw`)
    await check('withdrawing')
    await page.locator('main form button[type=submit]').click()
    await page.getByRole('button', { name: 'Confirm withdrawal' }).waitFor()
    await check('confirming a withdrawal')
    for (const one of fake.orders.values()) for (const line of one.lines) line.fulfilled_quantity = line.quantity
    await page.goto(`${order}/return`)
    await check('asking for a return')
    await page.goto('/p/wool-blanket')
    await page.locator('[data-buy]').click()
    await page.getByRole('dialog').waitFor()
    await check('the drawer')
    await page.goto('/checkout')
    await page.locator('[name=city]').fill('')
    await page.locator('form[data-quote]').evaluate((form) => form.setAttribute('novalidate', ''))
    await page.locator('main form button[type=submit]').click()
    await page.locator('.notice.is-bad').waitFor()
    await check('a form with problems')
    await page.context().close()
  })
