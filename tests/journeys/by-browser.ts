/** People in front of a browser. The same clicks with JavaScript on and off; only what is live is looked at again by reloading when it is off. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { RunningShop } from '#tests/kit/running-shop.ts'
import { type Keeper, type Shopper, until } from './people.ts'

const WORDS = {
  pending: /received|being checked|have your order/i,
  confirmed: /confirmed/i,
  rejected: /declined|rejected|could not accept|turned down/i,
}

const PATIENCE_MS = 10_000

/** Whatever a page complains about is a fault, a violated content policy above all. */
const listen = (page: Page, complaints: string[]) => {
  page.setDefaultTimeout(PATIENCE_MS)
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
}

export const shopperInBrowser = async (
  shop: RunningShop,
  browser: Browser,
  has_script: boolean,
  complaints: string[],
): Promise<Shopper> => {
  const context: BrowserContext = await browser.newContext({ javaScriptEnabled: has_script, baseURL: shop.url, locale: 'en-GB' })
  const page = await context.newPage()
  listen(page, complaints)
  return {
    signsUp: async ({ name, email, password }) => {
      await page.goto('/signup')
      await page.getByLabel('Name').fill(name)
      await page.getByLabel('E-mail').fill(email)
      await page.getByLabel('Password').fill(password)
      await page.locator('main form button[type=submit]').click()
      await page.waitForURL((url) => url.pathname !== '/signup')
    },
    findsAndOpens: async (words) => {
      await until(`${words} is found`, async () => {
        await page.goto('/')
        await page.locator('input[name=q]').first().fill(words)
        await page.locator('input[name=q]').first().press('Enter')
        await page.waitForURL(/\/search/)
        return (await page.locator('main a[href^="/p/"]').count()) > 0
      })
      await page.locator('main a[href^="/p/"]').first().click()
      await page.waitForURL(/\/p\//)
    },
    putsIntoCart: async (quantity) => {
      await page.getByLabel('Quantity').fill(String(quantity))
      await page.locator('[data-buy]').click()
      if (has_script) await page.getByRole('dialog').waitFor()
      else await page.waitForURL(/\/cart/)
    },
    seesCartOf: async (pieces) => {
      await page.goto('/cart')
      const shown = await page.getByRole('spinbutton').first().inputValue()
      if (Number(shown) !== pieces) throw new Error(`the cart shows ${shown} pieces, not ${pieces}`)
    },
    buys: async ({ email, name, payment }) => {
      await page.goto('/checkout')
      await page.getByLabel('E-mail').fill(email)
      await page.locator('[name=name]').fill(name)
      await page.locator('[name=line1]').fill('Harbour Street 4')
      await page.locator('[name=postal_code]').fill('20457')
      await page.locator('[name=city]').fill('Hamburg')
      await page.locator('main form button[type=submit]').click()
      await page.waitForURL(/\/checkout\/(delivery|payment)/)
      if (page.url().endsWith('/delivery')) await page.locator('main form button[type=submit]').click()
      await page.waitForURL(/\/checkout\/payment/)
      await page.locator(`input[name=method][value="${payment}"]`).check()
      await page.locator('button[value=order]').click()
      await page.waitForURL(/\/orders\//)
      const number = /\d{8}/.exec(await page.locator('.order-number').innerText())?.[0]
      if (!number) throw new Error('the order page shows no number')
      return { number, address: page.url() }
    },
    seesOrderAs: (state) =>
      until(`the order page says ${state}`, async () => {
        if (!has_script) await page.reload()
        return WORDS[state].test(await page.locator('[data-order]').innerText())
      }),
    seesOrderInHistory: async (number) => {
      const other = await context.newPage()
      await other.goto('/account/orders')
      await other.getByText(number).first().waitFor()
      await other.close()
    },
    leaves: () => context.close(),
  }
}

export const keeperInBrowser = async (shop: RunningShop, browser: Browser, complaints: string[]): Promise<Keeper> => {
  const context = await browser.newContext({ baseURL: shop.url, locale: 'en-GB', viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  listen(page, complaints)
  return {
    signsIn: async ({ email, password }) => {
      await page.goto('/admin')
      await page.getByLabel('Email').fill(email)
      await page.locator('input[type=password]').fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('navigation').first().waitFor()
      await page.goto('/admin/all-orders')
      await page.getByRole('heading', { name: 'Orders', exact: true }).waitFor()
    },
    seesNewOrder: (number) => until(`order ${number} appears in the list`, async () => (await page.getByText(number).count()) > 0),
    decides: async (number, step) => {
      await page.getByText(number).first().click()
      await page.getByRole('heading', { name: new RegExp(number) }).waitFor()
      await page
        .getByRole('button', { name: step === 'confirm' ? /^Confirm/ : /^Reject/ })
        .first()
        .click()
    },
    seesMail: async (to, about) => {
      await until(`a mail to ${to} about ${about}`, async () => {
        await page.goto(`/admin/mailbox?query=${encodeURIComponent(to)}`)
        await page
          .getByText(to)
          .first()
          .waitFor({ timeout: 5_000 })
          .catch(() => {})
        return about.test(await page.locator('main').innerText())
      })
    },
    leaves: () => context.close(),
  }
}
