import type { Order } from '#modules/orders/contract.ts'
import type { PaymentMethod } from '#modules/payments/contract.ts'
import { Icon } from '#ui/icon.tsx'
import { JsonScript } from '#ui/json-script.tsx'
import { Notice } from '#ui/notice.tsx'
import { Photo } from '#ui/photo.tsx'
import { countryName } from './countries.ts'
import { Layout } from './layout.tsx'
import { OrderStatus } from './order-status.tsx'
import { orderView } from './order-view.ts'
import { PaymentMethods } from './payment-methods.tsx'
import { formatDay, type View } from './view.ts'

export type OrderPageProps = {
  view: View
  order: Order
  methods: PaymentMethod[]
  problem?: string | undefined
  idempotency_key: string
}

/** Confirmation and tracking in one: whoever holds the link sees the order as it is now. */
export const OrderPage = ({ view, order, methods, problem, idempotency_key }: OrderPageProps) => {
  const { t } = view
  const shown = orderView(view, order)
  const first_name = order.shipping_address?.name.split(/\s+/)[0]
  const live = {
    token: order.token,
    view: shown,
    address: view.at(`/orders/${order.token}`),
    timeline_title: t('order.timeline'),
    up: t('live.up'),
    down: t('live.down'),
  }
  return (
    <Layout view={view} title={t('order.title', { number: order.number })} is_hidden scripts={['order.js']}>
      <div class="order">
        <div class="order-main">
          <p class="order-number">
            {t('order.title', { number: order.number })}
            <span class="live-light" data-light hidden />
          </p>
          <h1>{first_name ? t('order.thanks_named', { name: first_name }) : t('order.thanks')}</h1>
          {problem && <Notice kind="bad">{problem}</Notice>}
          <div data-order>
            <OrderStatus order={shown} timeline_title={t('order.timeline')} />
          </div>
          <p class="sr-only" role="status" data-said />
          {shown.can_pay && methods.length > 0 && (
            <form class="form order-pay" method="post" action={view.at(`/orders/${order.token}/pay`)} data-once data-pay>
              <input type="hidden" name="idempotency_key" value={idempotency_key} />
              <PaymentMethods view={view} methods={methods} chosen={undefined} problem={undefined} />
              <button class="button is-wide" type="submit">
                <Icon name="lock" />
                {t('order.pay_now', { total: view.money(order.total) })}
              </button>
            </form>
          )}
        </div>
        <OrderSide view={view} order={order} />
      </div>
      <JsonScript id="live-order" value={live} />
    </Layout>
  )
}

const OrderSide = ({ view, order }: { view: View; order: Order }) => (
  <aside class="summary" aria-label={view.t('checkout.order')}>
    <h2>{view.t('checkout.order')}</h2>
    <p class="quiet">{view.t('order.placed_on', { day: formatDay(order.placed_at, view.locale) })}</p>
    <ul class="lines is-small">
      {order.lines.map((line) => (
        <li class="line" key={line.variant_id}>
          <div class="line-picture">
            {line.picture && <Photo picture={line.picture} sizes="72px" is_silent />}
            <span class="badge">
              <span class="sr-only">{view.t('product.quantity')} </span>
              {line.quantity}
            </span>
          </div>
          <div class="line-text">
            <p class="line-title">
              <a href={view.at(`/p/${line.slug}`)}>{line.title}</a>
            </p>
            {line.variant_title && <p class="quiet">{line.variant_title}</p>}
          </div>
          <p class="line-total">{view.money(line.line_total)}</p>
        </li>
      ))}
    </ul>
    <dl class="totals">
      <div class="totals-end">
        <dt>{view.t('checkout.total')}</dt>
        <dd>{view.money(order.total)}</dd>
      </div>
    </dl>
    <h3>{view.t('order.email')}</h3>
    <p class="quiet">{order.email}</p>
    {order.shipping_address && <PostalAddress view={view} address={order.shipping_address} />}
  </aside>
)

const PostalAddress = ({ view, address }: { view: View; address: NonNullable<Order['shipping_address']> }) => {
  const { name, company, line1, line2, postal_code, city, region, country } = address
  const lines = [
    name,
    company,
    line1,
    line2,
    [postal_code, city].filter(Boolean).join(' '),
    region,
    countryName(country, view.locale),
  ].filter(Boolean)
  return (
    <>
      <h3>{view.t('order.address')}</h3>
      <address class="quiet">
        {lines.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </address>
    </>
  )
}
