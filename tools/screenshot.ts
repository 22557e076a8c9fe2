/** node tools/run.mjs tools/screenshot.ts URL OUT.png [--width 390] [--dark] [--full] [--no-js]: what a visitor of the page sees. */
import { parseArgs } from 'node:util'
import { launchBrowser } from './browser.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    width: { type: 'string', default: '1440' },
    dark: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    'no-js': { type: 'boolean', default: false },
  },
})
const [url, path] = positionals
const width = Number(values.width)
if (!url || !path || !Number.isSafeInteger(width) || width < 1) {
  console.error('tools/screenshot.ts URL OUT.png [--width 390] [--dark] [--full] [--no-js]')
  process.exit(1)
}

const browser = await launchBrowser()
try {
  const page = await (
    await browser.newContext({
      viewport: { width, height: width < 600 ? 844 : 900 },
      colorScheme: values.dark ? 'dark' : 'light',
      javaScriptEnabled: !values['no-js'],
    })
  ).newPage()
  page.on('console', (message) => console.log(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => console.log(`page error: ${error.message}`))
  const answer = await page.goto(url, { waitUntil: 'load' })
  await page.waitForTimeout(500) // a page with live events is never idle on the network
  await page.screenshot({ path, fullPage: values.full })
  console.log(`${answer?.status() ?? 'shown'} ${page.url()} -> ${path}`)
} finally {
  await browser.close()
}
