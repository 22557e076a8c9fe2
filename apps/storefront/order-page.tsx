import type { DocumentRow } from '#modules/documents/contract.ts'
import type { Order } from '#modules/orders/contract.ts'
import type { PaymentMethod } from '#modules/payments/contract.ts'
import type { Returnable } from '#modules/returns/contract.ts'
import type { Settings } from '#modules/settings/contract.ts'
import { Icon } from '#ui/icon.tsx'
import { JsonScript } from '#ui/json-script.tsx'
import { Notice } from '#ui/notice.tsx'
import { Layout } from './layout.tsx'
import { OrderReturns } from './order-returns.tsx'
import { OrderSide } from './order-side.tsx'
import { OrderStatus, OrderTimeline } from './order-status.tsx'
import { canPay, orderView, payText } from './order-view.ts'
import type { Waiting } from './paying.ts'
import { PaymentMethods } from './payment-methods.tsx'
import type { View } from './view.ts'

export type OrderPageProps = {
  view: View
  order: Order
  methods: PaymentMethod[]
  documents: DocumentRow[]
  returnable: Returnable | null
  settings: Pick<Settings, 'customers_may_cancel' | 'seller'>
  /** a payment that waits for the shopper */
  waiting: Waiting | null
  problem?: string | undefined
  done?: string | undefined
  idempotency_key: string
}

/** Confirmation and tracking in one: whoever holds the link sees the order as it is now. */
export const OrderPage = (props: OrderPageProps) => {
  const { view, order, problem, done, documents, returnable, waiting, settings } = props
  const { t } = view
  const stands = orderView(view, order)
  const shown = waiting?.text ? { ...stands, ...awaits(view, order, waiting) } : stands
  const first_name = order.shipping_address?.name.split(/\s+/)[0]
  const is_well = shown.tone === 'good' && !problem
  const heading = !is_well ? t('order.yours') : first_name ? t('order.thanks_named', { name: first_name }) : t('order.thanks')
  const texts = { timeline: t('order.timeline'), track: t('parcel.track') }
  const live = {
    token: order.token,
    view: shown,
    address: view.at(`/orders/${order.token}`),
    texts,
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
          <h1>{heading}</h1>
          {problem && <Notice kind="bad">{problem}</Notice>}
          {done && <Notice kind="good">{done}</Notice>}
          {waiting?.continue_at && <Unfinished view={view} address={waiting.continue_at} />}
          <div data-order>
            <OrderStatus order={shown} texts={texts} />
          </div>
          <p class="sr-only" role="status" data-said />
          {canPay(order) && <PayForm {...props} />}
          {documents.length > 0 && <Documents view={view} order={order} documents={documents} />}
          {returnable && <OrderReturns view={view} order={order} returnable={returnable} seller={settings.seller} />}
          <div data-timeline>
            <OrderTimeline order={shown} texts={texts} />
          </div>
          {settings.customers_may_cancel && order.state === 'pending' && <CancelForm view={view} order={order} />}
        </div>
        <OrderSide view={view} order={order} />
      </div>
      <JsonScript id="live-order" value={live} />
    </Layout>
  )
}

/** Nobody has to be asked what became of a transfer that is not made yet. */
const awaits = (view: View, { number }: Order, { text, amount }: Waiting) => ({
  headline: view.t('order.awaits'),
  explanation: view.t('order.awaits_text', { text: text ?? '', total: view.money(amount), number }),
})

const Unfinished = ({ view, address }: { view: View; address: string }) => (
  <div class="notice is-warning" data-checking>
    <div>
      <p>{view.t('order.unfinished')}</p>
      <p>
        <a class="button is-small" href={address} rel="noreferrer">
          {view.t('order.continue_payment')}
        </a>
      </p>
    </div>
  </div>
)

const PayForm = ({ view, order, methods, idempotency_key }: OrderPageProps) => (
  <form class="form order-pay" method="post" action={view.at(`/orders/${order.token}/pay`)} data-once data-pay>
    <input type="hidden" name="idempotency_key" value={idempotency_key} />
    <input type="hidden" name="expected_amount" value={order.due.amount} />
    <input type="hidden" name="expected_currency" value={order.due.currency} />
    <PaymentMethods view={view} methods={methods} chosen={undefined} problem={undefined} />
    <button class="button is-wide" type="submit">
      <Icon name="lock" />
      <span data-pay-text>{payText(view, order)}</span>
    </button>
  </form>
)

const Documents = ({ view, order, documents }: { view: View; order: Order; documents: DocumentRow[] }) => (
  <section aria-labelledby="documents">
    <h2 class="order-part" id="documents">
      {view.t('order.documents')}
    </h2>
    <ul class="documents">
      {documents.map(({ document_id, kind, number, total }) => (
        <li key={document_id}>
          <a href={`/api/documents/${document_id}/file?token=${encodeURIComponent(order.token)}`} type="application/pdf">
            {view.t(`document.${kind}`, { number })}
          </a>
          <span class="quiet"> PDF · {view.money(total)}</span>
        </li>
      ))}
    </ul>
  </section>
)

/** Folded, so that nobody cancels by a slip. */
const CancelForm = ({ view, order }: { view: View; order: Order }) => (
  <details class="more-fields order-cancel" data-cancel>
    <summary>{view.t('order.cancel')}</summary>
    <form class="form" method="post" action={view.at(`/orders/${order.token}/cancel`)} data-once>
      <p>{view.t('order.cancel_text')}</p>
      <button class="button is-quiet" type="submit">
        {view.t('order.cancel_now')}
      </button>
    </form>
  </details>
)
