import type { Order } from '#modules/orders/contract.ts'
import { Icon } from '#ui/icon.tsx'
import { JsonScript } from '#ui/json-script.tsx'
import { Layout } from './layout.tsx'
import { OrderStatus } from './order-status.tsx'
import { orderView } from './order-view.ts'
import type { View } from './view.ts'

type ComeBackPageProps = {
  view: View
  order: Order
  /** where the payment can be finished, if the provider still waits for the shopper */
  continue_at: string | null
}

/** Nobody knows yet what became of the payment. The page changes by itself; without scripts it asks again every few seconds. */
export const ComeBackPage = ({ view, order, continue_at }: ComeBackPageProps) => {
  const { t } = view
  const address = view.at(`/orders/${order.token}`)
  const texts = { timeline: t('order.timeline'), track: t('parcel.track') }
  const shown = {
    ...orderView(view, order),
    headline: t(continue_at ? 'come_back.waits' : 'order.checking'),
    explanation: t(continue_at ? 'come_back.waits_text' : 'order.checking_text', { email: order.email }),
    tone: 'plain' as const,
  }
  return (
    <Layout view={view} title={t('come_back.title')} is_hidden scripts={['order.js']} refresh_seconds={continue_at ? undefined : 5}>
      <div class="narrow is-come-back">
        <p class="order-number">
          {t('order.title', { number: order.number })}
          <span class="live-light" data-light hidden />
        </p>
        <h1>{t('come_back.title')}</h1>
        <div data-order>
          <OrderStatus order={shown} texts={texts} />
        </div>
        <p class="sr-only" role="status" data-said />
        {continue_at && (
          <p data-checking>
            <a class="button is-wide" href={continue_at} rel="noreferrer">
              <Icon name="lock" />
              {t('order.continue_payment')}
            </a>
          </p>
        )}
        <p>
          <a class="button is-wide is-quiet" href={address}>
            {t('come_back.to_order')}
          </a>
        </p>
      </div>
      <JsonScript id="live-order" value={{ token: order.token, view: shown, address, texts, up: t('live.up'), down: t('live.down') }} />
    </Layout>
  )
}

/** For who comes back to a browser that was never given the order. */
export const PaidElsewherePage = ({ view }: { view: View }) => (
  <Layout view={view} title={view.t('error.elsewhere')} is_hidden>
    <div class="narrow is-error">
      <h1>{view.t('error.elsewhere')}</h1>
      <p>{view.t('error.elsewhere_text')}</p>
      <a class="button" href={view.at('/')}>
        {view.t('nav.home')}
      </a>
    </div>
  </Layout>
)
