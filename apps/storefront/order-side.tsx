import type { Order } from '#modules/orders/contract.ts'
import { Photo } from '#ui/photo.tsx'
import { countryName } from './countries.ts'
import { pickupLines } from './order-view.ts'
import { Totals } from './totals.tsx'
import { totalsOfOrder } from './totals-view.ts'
import { formatDay, type View } from './view.ts'

/** What was bought, for how much, and where it goes. */
export const OrderSide = ({ view, order }: { view: View; order: Order }) => (
  <aside class="summary" aria-label={view.t('checkout.order')}>
    <h2>{view.t('checkout.order')}</h2>
    <p class="quiet">{view.t('order.placed_on', { day: formatDay(order.placed_at, view.locale) })}</p>
    <ul class="lines is-small">
      {order.lines.map((line) => (
        <Line key={line.line_id} view={view} line={line} is_pickup={order.shipping?.is_pickup === true} />
      ))}
    </ul>
    <Totals totals={totalsOfOrder(view, order)} has_why />
    <h3>{view.t('order.email')}</h3>
    <p class="quiet">{order.email}</p>
    {order.shipping?.is_pickup && <Place title={view.t('order.pickup_at')} lines={pickupLines(order)} />}
    {order.shipping_address && (
      <PostalAddress
        view={view}
        title={view.t(order.shipping?.is_pickup ? 'order.your_address' : 'order.address')}
        address={order.shipping_address}
      />
    )}
    {order.billing_address && <PostalAddress view={view} title={view.t('checkout.billing')} address={order.billing_address} />}
    {order.shipping && (
      <>
        <h3>{view.t('checkout.by')}</h3>
        <p class="quiet">{order.shipping.title}</p>
      </>
    )}
    {order.customer_note && (
      <>
        <h3>{view.t('checkout.note')}</h3>
        <p class="quiet">{order.customer_note}</p>
      </>
    )}
  </aside>
)

const Line = ({ view, line, is_pickup }: { view: View; line: Order['lines'][number]; is_pickup: boolean }) => {
  const { slug, title, variant_title, picture, quantity, line_total, fulfilled_quantity, returned_quantity } = line
  return (
    <li class="line">
      <div class="line-picture">
        {picture && <Photo picture={picture} sizes="72px" is_silent />}
        <span class="badge">
          <span class="sr-only">{view.t('product.quantity')} </span>
          {quantity}
        </span>
      </div>
      <div class="line-text">
        <p class="line-title">
          <a href={view.at(`/p/${slug}`)}>{title}</a>
        </p>
        {variant_title && <p class="quiet">{variant_title}</p>}
        {fulfilled_quantity > 0 && fulfilled_quantity < quantity && (
          <p class="quiet">{view.t(is_pickup ? 'line.ready' : 'line.sent', { sent: fulfilled_quantity, of: quantity })}</p>
        )}
        {returned_quantity > 0 && <p class="quiet">{view.t('line.returned', { count: returned_quantity })}</p>}
      </div>
      <p class="line-total">{view.money(line_total)}</p>
    </li>
  )
}

type PostalProps = { view: View; title: string; address: NonNullable<Order['shipping_address']> }

const PostalAddress = ({ view, title, address }: PostalProps) => {
  const { name, company, line1, line2, postal_code, city, region, country } = address
  const town = [postal_code, city].filter(Boolean).join(' ')
  const lines = [name, company, line1, line2, town, region, countryName(country, view.locale)].filter(Boolean)
  return <Place title={title} lines={lines} />
}

const Place = ({ title, lines }: { title: string; lines: (string | undefined)[] }) => (
  <>
    <h3>{title}</h3>
    <address class="quiet">
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </address>
  </>
)
