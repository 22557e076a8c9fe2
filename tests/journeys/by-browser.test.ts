/** The main job in a browser, with JavaScript on and off for the shopper, in one process and as services. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { type RunningShop, startShop } from '#tests/kit/running-shop.ts'
import { browserMissing, launchBrowser } from '#tools/browser.ts'
import { buyAndApprove } from './buy-and-approve.ts'
import { keeperInBrowser, shopperInBrowser } from './by-browser.ts'

for (const is_split of [false, true])
  describe(is_split ? 'services' : 'one process', { skip: browserMissing() ?? false }, () => {
    let shop: RunningShop
    let browser: Browser
    const complaints: string[] = []
    before(async () => {
      shop = await startShop({ name: 'browser', is_split })
      browser = await launchBrowser()
    })
    after(async () => {
      await browser?.close()
      await shop?.stop()
    })
    for (const has_script of [true, false])
      buyAndApprove(`in a browser, JavaScript ${has_script ? 'on' : 'off'}`, {
        shopper: () => shopperInBrowser(shop, browser, has_script, complaints),
        keeper: () => keeperInBrowser(shop, browser, complaints),
      })
    test('no page complained, about its content policy or anything else', () => assert.deepEqual(complaints, []))
  })
