import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import Fastify from 'fastify'
import { admin } from './plugin.ts'

const folder = mkdtempSync(join(tmpdir(), 'admin-'))
const app = Fastify()

before(async () => {
  await mkdir(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>admin</title>')
  writeFileSync(join(folder, 'assets', 'main-abc.js'), 'plain')
  writeFileSync(join(folder, 'assets', 'main-abc.js.br'), 'brotli')
  writeFileSync(join(folder, 'sources.sha256'), 'secret of the build')
  await app.register(admin, { folder })
})
after(async () => {
  await app.close()
  await rm(folder, { recursive: true })
})

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })

describe('the admin is served', () => {
  it('every address below it is the app, which asks each time whether it is new', async () => {
    for (const url of ['/admin', '/admin/orders/1?x=2', '/admin/all-orders', '/admin/mailbox']) {
      const { statusCode, headers, body } = await get(url)
      assert.deepEqual([statusCode, headers['cache-control'], body.includes('<title>admin')], [200, 'no-cache', true], url)
    }
  })

  it('files are kept for ever and sent as they were compressed', async () => {
    const br = await get('/admin/assets/main-abc.js', { 'accept-encoding': 'gzip, br' })
    assert.deepEqual([br.body, br.headers['content-encoding'], br.headers.vary], ['brotli', 'br', 'accept-encoding'])
    assert.match(String(br.headers['cache-control']), /immutable/)
    const plain = await get('/admin/assets/main-abc.js')
    assert.deepEqual([plain.body, plain.headers['content-encoding']], ['plain', undefined])
  })

  it('what was not changed is not sent again', async () => {
    const { headers } = await get('/admin')
    assert.equal((await get('/admin', { 'if-none-match': String(headers.etag) })).statusCode, 304)
  })

  it('a missing file is missing and not the app, and nothing outside the build is read', async () => {
    assert.equal((await get('/admin/assets/main-old.js')).statusCode, 404)
    assert.equal((await get('/admin/assets/..%2f..%2fpackage.json')).statusCode, 404)
    assert.doesNotMatch((await get('/admin/sources.sha256')).body, /secret/)
  })

  it('no inline script can run in it, and no other site can frame it', async () => {
    const policy = String((await get('/admin')).headers['content-security-policy'])
    assert.match(policy, /script-src 'self';/)
    assert.match(policy, /frame-ancestors 'none'/)
    assert.doesNotMatch(policy.replace(/style-src[^;]*/, ''), /unsafe/)
  })

  it('a shop whose admin was not built says how to build it', async () => {
    await assert.rejects(async () => Fastify().register(admin, { folder: join(folder, 'nowhere') }), /has not been built.*build-faces/s)
  })
})
