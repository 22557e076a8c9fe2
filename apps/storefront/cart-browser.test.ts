/** The cart in a real browser, under quick hands and a bad line: nothing is put in twice, and no change is lost. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import type { Browser, Page, Route } from 'playwright-core'
import type { FakeShop } from '#tests/fakes/shop.ts'
import { openStorefront } from '#tests/fakes/storefront.ts'
import { browserMissing, launchBrowser } from '#tools/browser.ts'

const skip = browserMissing()

let app: FastifyInstance
let fake: FakeShop
let browser: Browser
let shop: string

before(async () => {
  if (skip) return
  ;({ app, fake } = await openStorefront({ beside: (edge) => void edge.get('/media/*', (_request, reply) => reply.code(404).send()) }))
  shop = await app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launchBrowser()
})
after(async () => {
  if (skip) return
  await browser.close()
  app.server.closeAllConnections()
  await app.close()
})

const open = async (): Promise<Page> => {
  fake.calls.length = 0
  const page = await (await browser.newContext({ baseURL: shop, reducedMotion: 'reduce' })).newPage()
  page.setDefaultTimeout(10_000)
  return page
}

/** A cart with one blanket in each of two colours. */
const openTwo = async (path: string): Promise<Page> => {
  const page = await open()
  for (const colour of ['Rust', 'Moss'])
    await page.request.post('/cart', { form: { product: 'wool-blanket', 'option.Colour': colour, quantity: '1' } })
  await page.goto(path)
  return page
}

const hold = () => Promise.withResolvers<void>()
const isSent = (route: Route) => route.request().method() === 'POST' && route.request().resourceType() === 'fetch'
const times = (op: string) => fake.calls.filter((call) => call.op === op).length
const quantities = (page: Page) =>
  page.locator('.lines input[name=quantity]').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))
/** Presses within one moment, faster than any hand. */
const press = (page: Page, buttons: string[]) =>
  page.evaluate((all) => {
    for (const one of all) document.querySelector<HTMLElement>(one)?.click()
  }, buttons)
const more = (nth: number) => `.lines .line:nth-child(${nth}) [data-step="1"]`
const remove = (nth: number) => `.lines .line:nth-child(${nth}) .line-form .link`
const badge = (page: Page, count: number) =>
  page
    .locator('[data-cart-count]', { hasText: new RegExp(`^${count}$`) })
    .first()
    .waitFor()

test('when the code of the drawer is gone, as after a new version, the cart’s page opens with what was put in once', { skip }, async () => {
  const page = await open()
  await page.route('**/drawer-*.js', (route) => route.fulfill({ status: 404 }))
  await page.goto('/p/wool-blanket')
  await page.locator('[data-buy]').click()
  await page.waitForURL(/\/cart$/)
  assert.deepEqual(await quantities(page), ['1'])
  assert.equal(times('addLine'), 1)
  await page.context().close()
})

test('what was put in is not sent again when its answer is lost; the cart’s page says what is in it', { skip }, async () => {
  const page = await open()
  await page.goto('/p/wool-blanket')
  await page.locator('[data-buy]').click()
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.route('**/cart', async (route) => {
    if (!isSent(route)) return route.continue()
    await route.fetch()
    return route.abort()
  })
  await page.locator('[data-buy]').click()
  await page.waitForURL(/\/cart$/)
  assert.deepEqual(await quantities(page), ['2'])
  assert.equal(times('addLine'), 2)
  await page.context().close()
})

test('on the cart’s page two quantities changed at once are both kept', { skip }, async () => {
  const page = await openTwo('/cart')
  await press(page, [more(1), more(2)])
  await badge(page, 4)
  assert.deepEqual(await quantities(page), ['2', '2'])
  await page.context().close()
})

test('removing one line right after another was changed keeps both', { skip }, async () => {
  const page = await openTwo('/cart')
  await press(page, [more(1), more(1), more(2), remove(2)])
  await badge(page, 3)
  assert.deepEqual(await quantities(page), ['3'])
  await page.context().close()
})

test('in the drawer two quantities changed at once are both kept, each sent once', { skip }, async () => {
  const page = await openTwo('/')
  await page.locator('a[data-cart]').first().click()
  await page.getByRole('dialog').waitFor()
  await press(page, [more(1), more(2), more(1)])
  await badge(page, 5)
  await page.locator('.drawer .quiet', { hasText: '5 items' }).waitFor()
  assert.deepEqual([await quantities(page), times('changeLine')], [['3', '2'], 2])
  await page.context().close()
})

test('in the drawer changes are sent one after another, and no answer takes back what was changed since', { skip }, async () => {
  const page = await openTwo('/')
  await page.clock.install()
  await page.reload()
  await page.locator('a[data-cart]').first().click()
  await page.getByRole('dialog').waitFor()
  const [first, answers] = [hold(), [hold(), hold(), hold()]]
  let asked = 0
  await page.route('**/cart/lines', async (route) => {
    const mine = answers[asked++]
    first.resolve()
    await mine?.promise
    await route.continue()
  })
  await press(page, [more(1)])
  await page.clock.runFor(1_000)
  await first.promise
  await press(page, [more(2)])
  await page.clock.runFor(1_000)
  await page.evaluate(async () => (await fetch(location.href)).text()) // what was sent before has left the page
  assert.equal(asked, 1)
  answers[0]?.resolve()
  await badge(page, 3)
  assert.deepEqual(await quantities(page), ['2', '2'])
  await press(page, [more(2)])
  await page.clock.runFor(1_000)
  answers[1]?.resolve()
  await badge(page, 4)
  assert.deepEqual(await quantities(page), ['2', '3'])
  answers[2]?.resolve()
  await page.locator('.drawer .quiet', { hasText: '5 items' }).waitFor()
  assert.deepEqual(await quantities(page), ['2', '3'])
  await page.context().close()
})

test('in the drawer a line that is removed right after it was changed stays out', { skip }, async () => {
  const page = await openTwo('/')
  await page.locator('a[data-cart]').first().click()
  await page.getByRole('dialog').waitFor()
  await press(page, [more(1), remove(1)])
  await badge(page, 1)
  await press(page, [more(1)])
  await badge(page, 2)
  assert.deepEqual([await quantities(page), times('changeLine')], [['2'], 2])
  await page.context().close()
})
