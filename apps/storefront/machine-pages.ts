/** What search engines, browsers and password managers ask for. Outside of languages: one of each for the shop. */
import type { FastifyInstance } from 'fastify'
import { sendShared } from './send.ts'
import type { Storefront } from './storefront.ts'
import { localPath, type View } from './view.ts'

const LIST_LIMIT = 100
/** products in one sitemap; with two languages far below the 50,000 addresses and 50 MB the protocol allows (sitemaps.org) */
const PRODUCTS_A_FILE = 1_000
const XML = 'application/xml; charset=utf-8'
const PRIVATE_PATHS = ['/cart', '/checkout', '/orders/', '/account', '/login', '/logout', '/signup', '/search', '/api/', '/admin']

export const machineRoutes = (app: FastifyInstance, store: Storefront): void => {
  app.get('/robots.txt', async (request, reply) => {
    const { origin, locales } = await request.visit.view('/')
    const paths = locales.flatMap((locale) => PRIVATE_PATHS.map((path) => localPath(locales, locale, path)))
    const rules = ['User-agent: *', ...paths.map((path) => `Disallow: ${path}`), '', `Sitemap: ${origin}/sitemap.xml`, '']
    return reply.header('cache-control', 'public, max-age=3600').type('text/plain; charset=utf-8').send(rules.join('\n'))
  })

  app.get('/sitemap.xml', (request, reply) =>
    sendShared(store, reply, {
      key: '/sitemap.xml',
      tags: ['catalog'],
      type: XML,
      make: async () => {
        const { origin } = await request.visit.view('/')
        const { product_count } = await store.clients.catalog.listProducts({ limit: 1 }, request.visit.call)
        const files = Math.min(50, Math.ceil(product_count / PRODUCTS_A_FILE)) // the contract's page limit: 500 pages of 100
        const names = ['sitemap-pages.xml', ...Array.from({ length: files }, (_, index) => `sitemap-products-${index + 1}.xml`)]
        return xml('sitemapindex', names.map((name) => `<sitemap><loc>${origin}/${name}</loc></sitemap>`).join(''))
      },
    }),
  )

  app.get('/sitemap-pages.xml', (request, reply) =>
    sendShared(store, reply, {
      key: '/sitemap-pages.xml',
      tags: ['catalog'],
      type: XML,
      make: async () => {
        const view = await request.visit.view('/')
        const { categories } = await store.clients.catalog.listCategories({}, request.visit.call)
        const paths = ['/', '/products', ...categories.map(({ slug }) => `/c/${slug}`)]
        return xml('urlset', paths.map((path) => entries(view, path)).join(''))
      },
    }),
  )

  app.get<{ Params: { number: string } }>('/sitemap-products-:number(^[0-9]{1,2}$).xml', (request, reply) => {
    const number = /^[1-9][0-9]?$/.test(request.params.number) ? Math.min(50, Number(request.params.number)) : 1
    return sendShared(store, reply, {
      key: `/sitemap-products-${number}.xml`,
      tags: ['catalog'],
      type: XML,
      make: async () => {
        const view = await request.visit.view('/')
        return xml('urlset', (await slugsOf(store, number)).map((slug) => entries(view, `/p/${slug}`)).join(''))
      },
    })
  })

  app.get('/site.webmanifest', async (request, reply) => {
    const { shop, asset } = await request.visit.view('/')
    const icons = [32, 180, 512].map((size) => ({ src: asset(`icon-${size}.png`), sizes: `${size}x${size}`, type: 'image/png' }))
    const manifest = { name: shop.shop_name, short_name: shop.shop_name, start_url: '/', display: 'minimal-ui', icons }
    return reply.header('cache-control', 'public, max-age=3600').type('application/manifest+json').send(JSON.stringify(manifest))
  })

  app.get('/.well-known/change-password', (_request, reply) => reply.redirect('/account', 302))
}

const slugsOf = async ({ clients: { catalog } }: Storefront, number: number): Promise<string[]> => {
  const slugs: string[] = []
  const first = (number - 1) * (PRODUCTS_A_FILE / LIST_LIMIT) + 1
  for (let page = first; page < first + PRODUCTS_A_FILE / LIST_LIMIT; page++) {
    const { products, has_more } = await catalog.listProducts({ sort: 'name', page, limit: LIST_LIMIT })
    slugs.push(...products.map(({ slug }) => slug))
    if (!has_more) break
  }
  return slugs
}

/** One page in all its languages, each naming the others. */
const entries = ({ origin, locales }: View, path: string): string => {
  const at = (locale: string) => escaped(`${origin}${localPath(locales, locale, path)}`)
  const links = locales.map((locale) => `<xhtml:link rel="alternate" hreflang="${locale}" href="${at(locale)}"/>`).join('')
  return locales.map((locale) => `<url><loc>${at(locale)}</loc>${locales.length > 1 ? links : ''}</url>`).join('')
}

const xml = (root: 'urlset' | 'sitemapindex', inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">${inside}</${root}>\n`

const escaped = (text: string): string => text.replace(/[<>&'"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
