/** What the law asks a shop to say. The facts come from the settings; a shop with a lawyer replaces these pages. */
import type { FastifyInstance } from 'fastify'
import type { Settings } from '#modules/settings/contract.ts'
import { countryName } from './countries.ts'
import { Layout } from './layout.tsx'
import type { Message } from './messages.ts'
import { html, sendShared } from './send.ts'
import type { Storefront } from './storefront.ts'
import type { View } from './view.ts'

const PAGES = {
  terms: ['terms.seller', 'terms.contract', 'terms.price', 'terms.payment', 'terms.delivery', 'terms.defects'],
  withdrawal: ['withdrawal.right', 'withdrawal.how', 'withdrawal.effect', 'withdrawal.goods'],
} as const satisfies Record<string, Message[]>

export const policyRoutes = (app: FastifyInstance, store: Storefront): void => {
  for (const name of ['terms', 'withdrawal'] as const)
    app.get(`/policies/${name}`, async (request, reply) => {
      const { visit } = request
      const path = `/policies/${name}`
      return sendShared(store, reply, {
        key: path,
        tags: [],
        make: async () =>
          html(<PolicyPage view={await visit.view(path)} name={name} settings={await store.clients.settings.readOwn({})} />),
      })
    })
}

type PolicyPageProps = { view: View; name: keyof typeof PAGES; settings: Settings }

/** What consumers have by law where the shop grants nothing: see modules/returns/periods.ts. */
const LEAST_WITHDRAWAL_DAYS = 14

const PolicyPage = ({ view, name, settings: { seller, withdrawal_days } }: PolicyPageProps) => {
  const { t, shop, locale } = view
  const { legal_name = shop.shop_name, line1, line2, postal_code, city, country = shop.country, phone, vat_id, registration } = seller
  const town = [postal_code, city].filter(Boolean).join(' ')
  const who = [legal_name, line1, line2, town, countryName(country, locale), phone, registration, vat_id].filter(Boolean).join(', ')
  const facts = { shop: shop.shop_name, seller: who, email: shop.contact_email, days: String(withdrawal_days || LEAST_WITHDRAWAL_DAYS) }
  const messages = PAGES[name].map((message) =>
    message === 'withdrawal.right' && withdrawal_days === 0 ? 'withdrawal.right_by_law' : message,
  )
  return (
    <Layout view={view} title={t(`${name}.title`)} description={t(messages[0] ?? PAGES[name][0], facts)}>
      <article class="narrow prose policy">
        <h1>{t(`${name}.title`)}</h1>
        {messages.map((message) => (
          <p key={message}>{t(message, facts)}</p>
        ))}
        {name === 'withdrawal' && (
          <p>
            <a href={view.at('/track')}>{t('track.title')}</a> · <a href={view.at('/account/orders')}>{t('account.orders')}</a>
          </p>
        )}
      </article>
    </Layout>
  )
}
