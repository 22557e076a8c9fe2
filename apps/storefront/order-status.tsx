/** How an order stands. Drawn on the server, and again in the browser when news arrives; so it uses finished texts only. */
import type { OrderView } from './order-view.ts'

export type StatusTexts = { timeline: string; track: string }

export const OrderStatus = ({ order, texts }: { order: OrderView; texts: StatusTexts }) => (
  <>
    <div class={`order-now is-${order.tone}`}>
      <p class="order-headline">{order.headline}</p>
      <p>{order.explanation}</p>
      {order.note && <blockquote>{order.note}</blockquote>}
    </div>
    <dl class="facts">
      {order.facts.map((fact) => (
        <div key={fact.title} class={`fact is-${fact.tone}`}>
          <dt>{fact.title}</dt>
          <dd>{fact.text}</dd>
        </div>
      ))}
    </dl>
    {order.parcels.length > 0 && (
      <ul class="parcels">
        {order.parcels.map((parcel) => (
          <li key={parcel.id} class="parcel">
            <p class="parcel-head">
              <strong>{parcel.title}</strong> <span class="quiet">{parcel.at_text}</span>
            </p>
            <p>{parcel.goods.join(' · ')}</p>
            {(parcel.carrier || parcel.number) && (
              <p class="quiet">
                {parcel.carrier} {parcel.href ? <a href={parcel.href}>{parcel.number || texts.track}</a> : parcel.number}
              </p>
            )}
          </li>
        ))}
      </ul>
    )}
  </>
)

export const OrderTimeline = ({ order, texts }: { order: OrderView; texts: StatusTexts }) => (
  <>
    <h2 class="order-part">{texts.timeline}</h2>
    <ol class="timeline">
      {order.timeline.map((entry) => (
        <li key={`${entry.at} ${entry.title}`}>
          <span>{entry.title}</span>
          <time class="quiet" dateTime={entry.at}>
            {entry.at_text}
          </time>
          {entry.note && <p class="quiet">{entry.note}</p>}
        </li>
      ))}
    </ol>
  </>
)
