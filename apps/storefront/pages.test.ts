import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { pagesIn } from '#tests/fakes/goods.ts'
import type { FakeShop } from '#tests/fakes/shop.ts'
import { openStorefront } from '#tests/fakes/storefront.ts'
import { visitor } from '#tests/fakes/visitor.ts'

let app: FastifyInstance
let fake: FakeShop
before(async () => {
  ;({ app, fake } = await openStorefront())
})
after(() => app.close())

const SHARED = [
  '/',
  '/products',
  '/products?sort=price_asc&page=2',
  '/c/kitchen',
  '/c/cups-and-jugs',
  '/p/wool-blanket',
  '/search',
  '/search?q=wool',
]
const PRIVATE = ['/cart', '/login', '/signup', '/logout', '/nowhere', '/c/nowhere', '/p/nowhere']
const ALL = [...SHARED, ...PRIVATE].flatMap((path) => [path, `/de${path === '/' ? '' : path}`])

describe('every page', () => {
  for (const path of ALL)
    test(`${path} has one h1, a title, a language, and nothing a strict content policy would stop`, async () => {
      const { status, html, headers } = await visitor(app).get(path)
      assert.equal(status, path.endsWith('nowhere') ? 404 : 200)
      assert.equal(html.match(/<h1[\s>]/g)?.length, 1)
      assert.match(html, /<title>[^<]+ – Lantern &amp; Loom<\/title>|<title>Lantern &amp; Loom<\/title>/)
      assert.match(html, path.startsWith('/de') ? /<html lang="de">/ : /<html lang="en">/)
      assert.doesNotMatch(html, /\sstyle=/)
      assert.doesNotMatch(html, /\son[a-z]+="/)
      for (const [script] of html.matchAll(/<script\b[^>]*>/g)) assert.match(script, / src="\/assets\/|type="application\/(ld\+)?json"/)
      const policy = String(headers['content-security-policy'])
      assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self'/)
      assert.doesNotMatch(policy, /unsafe/)
      assert.match(policy, /frame-ancestors 'none'; base-uri 'none'/)
      assert.equal(headers['x-content-type-options'], 'nosniff')
    })
})

test('pages that are the same for everyone may be kept and asked about again; others are never kept', async () => {
  for (const path of SHARED) {
    const first = await visitor(app).get(path)
    assert.equal(first.headers['cache-control'], 'public, no-cache', path)
    assert.equal((await visitor(app).get(path, { 'if-none-match': String(first.headers.etag) })).status, 304, path)
  }
  for (const path of PRIVATE) assert.equal((await visitor(app).get(path)).headers['cache-control'], 'private, no-store', path)
})

test('a shared page is sent compressed to those who can read it, with a mark of its own', async () => {
  const plain = await visitor(app).get('/products')
  const small = await visitor(app).get('/products', { 'accept-encoding': 'gzip, deflate, br' })
  assert.equal(small.headers['content-encoding'], 'br')
  assert.ok(small.bytes.length < plain.bytes.length / 5)
  assert.equal(brotliDecompressSync(small.bytes).toString(), plain.html)
  assert.notEqual(small.headers.etag, plain.headers.etag)
  assert.equal((await visitor(app).get('/cart', { 'accept-encoding': 'br' })).headers['content-encoding'], undefined)
})

test('a shared page does not change with who looks at it', async () => {
  const anonymous = await visitor(app).get('/p/wool-blanket')
  const known = visitor(app)
  await known.submit('/signup', { name: 'Ada Canary', email: 'ada@example.com', password: 'correct horse' })
  await known.submit('/cart', { product: 'wool-blanket', 'option.Colour': 'Rust', quantity: '2' })
  assert.equal((await known.get('/p/wool-blanket')).html, anonymous.html)
  assert.equal(known.cookies.get('souk_badge'), '2.Ada')
})

test('a member of a group sees the group’s prices on a page of their own, and everyone else the shared one', async () => {
  const anonymous = await visitor(app).get('/p/wool-blanket')
  const [member, other] = [visitor(app), visitor(app)]
  for (const [who, email] of [
    [member, 'trade@example.com'],
    [other, 'any@example.com'],
  ] as const)
    await who.submit('/signup', { name: 'Ada', email, password: 'correct horse' })
  const trader = [...fake.users.values()].find(({ email }) => email === 'trade@example.com')
  fake.groups.set(trader?.user_id ?? '', 'trade')
  const own = await member.get('/p/wool-blanket', { 'if-none-match': String(anonymous.headers.etag) })
  assert.equal(own.headers['cache-control'], 'private, no-store')
  assert.match(own.html, /\$74\.50/)
  assert.match(own.html, /Your price/)
  assert.match(own.html, /<th scope="row">from 10<\/th><td>\$37\.25<\/td>/)
  assert.match(anonymous.html, /\$149\.00/)
  assert.doesNotMatch(anonymous.html, /Your price|\$74\.50/)
  for (const who of [visitor(app), other]) assert.equal((await who.get('/p/wool-blanket')).html, anonymous.html)
})

test('only what a page knows of its query counts, so made-up addresses share one page', async () => {
  const plain = await visitor(app).get('/products')
  for (const query of ['?page=0', '?page=1', '?page=9999', '?sort=constructor', '?sort=newest', '?x=1', '?page[]=2'])
    assert.equal((await visitor(app).get(`/products${query}`)).headers.etag, plain.headers.etag, query)
})

test('a variant has an address of its own, and one that is gone leads to its product', async () => {
  const page = await fake.clients.catalog.readProduct({ product: 'wool-blanket', currency: 'USD' })
  const moss = page.variants.find(({ options }) => options.Colour === 'Moss')
  const { html } = await visitor(app).get(`/p/wool-blanket?variant=${moss?.variant_id}`)
  assert.match(html, /value="Moss" checked/)
  const shouted = await visitor(app).get(`/p/wool-blanket?variant=${moss?.variant_id.toUpperCase()}`)
  assert.match(shouted.html, /value="Moss" checked/)
  assert.match(html, /<link rel="canonical" href="http:\/\/localhost:3000\/p\/wool-blanket"/)
  const gone = await visitor(app).get('/p/wool-blanket?variant=00000000-0000-7000-8000-000000000000')
  assert.deepEqual([gone.status, gone.location], [302, '/p/wool-blanket'])
  const chosen = await visitor(app).get('/de/p/wool-blanket?option.Colour=Moss')
  assert.deepEqual([chosen.status, chosen.location], [302, `/de/p/wool-blanket?variant=${moss?.variant_id}`])
})

test('sold-out choices are shown and marked', async () => {
  const { html } = await visitor(app).get('/p/wool-blanket')
  assert.match(html, /<label class="pill is-sold-out"><input[^>]*value="Cream"/)
  assert.match(html, /<label class="pill"><input[^>]*value="Moss"/)
})

test('the shop’s own language has no prefix, others have one, and a language it does not speak is not there', async () => {
  const moved = await visitor(app).get('/en/p/wool-blanket?x=1')
  assert.deepEqual([moved.status, moved.location], [301, '/p/wool-blanket?x=1'])
  assert.equal((await visitor(app).get('/en//evil.example')).location.startsWith('//'), false)
  const { html } = await visitor(app).get('/de/p/wool-blanket')
  assert.match(html, /<link rel="alternate" hreflang="en" href="http:\/\/localhost:3000\/p\/wool-blanket"/)
  fake.shop.locales = ['en']
  const other = await openStorefront()
  other.fake.shop.locales = ['en']
  assert.equal((await visitor(other.app).get('/de/products')).status, 404)
  await other.app.close()
  fake.shop.locales = ['en', 'de']
})

test('a currency is chosen by a form, kept by a cookie, and only one the shop sells in counts', async () => {
  const shopper = visitor(app)
  assert.match((await shopper.get('/p/wool-blanket')).html, /\$149\.00/)
  assert.match((await shopper.submit('/preferences', { currency: 'EUR', next: '/p/wool-blanket' })).html, /€135\.00/)
  await shopper.submit('/preferences', { currency: 'XXX', next: '/' })
  assert.match((await shopper.get('/p/wool-blanket')).html, /€135\.00/)
})

test('machines find their way: robots, sitemaps in all languages, change-password', async () => {
  const robots = await visitor(app).get('/robots.txt')
  assert.match(robots.html, /Disallow: \/cart\n[\s\S]*Disallow: \/de\/cart\n[\s\S]*Sitemap: http:\/\/localhost:3000\/sitemap\.xml/)
  const index = await visitor(app).get('/sitemap.xml')
  assert.match(index.html, /<loc>http:\/\/localhost:3000\/sitemap-products-1\.xml<\/loc>/)
  const products = await visitor(app).get('/sitemap-products-1.xml')
  const { product_count } = await fake.clients.catalog.listProducts({})
  assert.equal(products.html.match(/<url>/g)?.length, 2 * product_count)
  assert.equal((await visitor(app).get('/.well-known/change-password')).location, '/account')
})

test('built files are immutable and compressed; unknown ones are not there', async () => {
  const { html } = await visitor(app).get('/')
  const href = /href="(\/assets\/storefront-\w+\.css)"/.exec(html)?.[1] ?? ''
  const { headers } = await visitor(app).get(href, { 'accept-encoding': 'gzip, br' })
  assert.equal(headers['content-encoding'], 'br')
  assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.equal((await visitor(app).get('/assets/..%2f..%2fplugin.ts')).status, 404)
})

test('an error is told without our insides, with the number of the request', async () => {
  const other = await openStorefront()
  other.fake.clients.catalog.listProducts = () => Promise.reject(new Error('password of the database'))
  const { status, html } = await visitor(other.app).get('/products')
  assert.equal(status, 500)
  assert.match(html, /Something went wrong on our side/)
  assert.match(html, /<code>[0-9a-f-]{36}<\/code>/)
  assert.doesNotMatch(html, /password of the database/)
  await other.app.close()
})

test('a reduction is never shown without the lowest price of the 30 days before it', async () => {
  const reduced_slug = pagesIn({ currency: 'USD' }).find(({ variants }) => variants.every(({ compare_at }) => compare_at))?.slug
  for (const path of ['/products', `/p/${reduced_slug}`]) {
    const { html } = await visitor(app).get(path)
    const reduced = html.match(/<p class="price[^"]* is-reduced"/g)?.length ?? 0
    assert.ok(reduced > 0, path)
    assert.equal(html.match(/>Lowest price of the last 30 days: \$/g)?.length, reduced, path)
  }
})

test('the shop’s own picture is at the top of the home page, in its renditions, with words for it in each language', async () => {
  const other = await openStorefront()
  const alt = { en: 'A kettle', de: 'Ein Kessel' }
  other.fake.shop.hero_picture = { name: 'a'.repeat(16), alt, width: 1600, height: 900, widths: [800, 1600] }
  for (const [path, words] of [
    ['/', alt.en],
    ['/de/', alt.de],
  ] as const) {
    const { html } = await visitor(other.app).get(path)
    const hero = /<div class="hero-scene">.*?<\/div>/.exec(html)?.[0] ?? ''
    assert.match(hero, /type="image\/avif" srcset="\/media\/a{16}-800\.avif 800w, \/media\/a{16}-1600\.avif 1600w"/)
    assert.match(hero, new RegExp(`alt="${words}" width="1600" height="900" loading="eager" fetchpriority="high"`))
    assert.doesNotMatch(html, /class="hero-pictures"/)
  }
  assert.match((await visitor(app).get('/')).html, /class="hero-pictures"/)
  await other.app.close()
})

test('a page that has nothing to show offers what is new', async () => {
  for (const path of ['/search?q=xyzzy', '/cart']) {
    const { html } = await visitor(app).get(path)
    assert.match(html, /Just arrived/, path)
    assert.equal(html.match(/<article class="card/g)?.length, 4, path)
  }
  for (const path of ['/search', '/search?q=wool']) assert.doesNotMatch((await visitor(app).get(path)).html, /Just arrived/, path)
})
