/** The cart in a real browser, on a bad line: nothing is put in twice. */
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

const isSent = (route: Route) => route.request().method() === 'POST' && route.request().resourceType() === 'fetch'
const times = (op: string) => fake.calls.filter((call) => call.op === op).length
const quantities = (page: Page) =>
  page.locator('.lines input[name=quantity]').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))

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
