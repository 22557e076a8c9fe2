import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { brotliCompressSync } from 'node:zlib'
import { browserMissing, launchBrowser, unpackOnce } from './browser.ts'

const page_text = `<p id=text>plain</p><script>document.getElementById('text').textContent = 'scripted'</script>`

test('a page is shown with scripts and without, and its web security is on', { skip: browserMissing() ?? false }, async () => {
  const browser = await launchBrowser()
  try {
    for (const [javaScriptEnabled, expected] of [
      [true, 'scripted'],
      [false, 'plain'],
    ] as const) {
      const context = await browser.newContext({ javaScriptEnabled })
      const page = await context.newPage()
      await page.goto(`data:text/html,${encodeURIComponent(page_text)}`)
      assert.equal(await page.locator('#text').textContent(), expected)
      if (javaScriptEnabled)
        assert.equal(
          await page.evaluate(() =>
            fetch('file:///etc/hostname').then(
              () => 'read',
              () => 'refused',
            ),
          ),
          'refused',
        )
      await context.close()
    }
  } finally {
    await browser.close()
  }
})

test('a named browser that does not exist is refused rather than replaced', async () => {
  const before = process.env.CHROME_PATH
  process.env.CHROME_PATH = '/nowhere/chromium'
  try {
    await assert.rejects(launchBrowser(), /nowhere/)
  } finally {
    if (before === undefined) delete process.env.CHROME_PATH
    else process.env.CHROME_PATH = before
  }
})

test('the browser of the package is unpacked once, whole, also after a killed attempt', {
  skip: process.platform !== 'linux',
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'souk-browser-'))
  const [home, cache] = [join(folder, 'package'), join(folder, 'cache')]
  mkdirSync(join(home, 'bin'), { recursive: true })
  mkdirSync(join(cache, 'unpacking'), { recursive: true })
  writeFileSync(join(home, 'package.json'), '{ "version": "1.2.3" }')
  writeFileSync(join(home, 'bin/chromium.br'), brotliCompressSync(Buffer.alloc(1_000_000, 'x')))
  writeFileSync(join(home, 'bin/fonts.tar.br'), brotliCompressSync(Buffer.alloc(10_240)))
  const dead = spawn('true')
  await new Promise((resolve) => dead.on('close', resolve))
  writeFileSync(join(cache, 'lock'), String(dead.pid))
  writeFileSync(join(cache, 'unpacking/chromium'), 'half')
  try {
    const script = `import { statSync } from 'node:fs'
      const { unpackOnce } = await import(${JSON.stringify(join(import.meta.dirname, 'browser.ts'))})
      const folder = await unpackOnce(${JSON.stringify(home)}, ${JSON.stringify(cache)})
      console.log(statSync(folder + '/chromium').size)`
    const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])
    const sizes = await Promise.all([run(), run(), run()])
    assert.deepEqual(
      sizes.map(({ stdout }) => stdout.trim()),
      ['1000000', '1000000', '1000000'],
    )
    assert.deepEqual(readdirSync(cache), ['1.2.3'])
    assert.ok(existsSync(join(await unpackOnce(home, cache), 'chromium')))
  } finally {
    rmSync(folder, { recursive: true })
  }
})
