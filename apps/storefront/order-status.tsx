/** How an order stands. Drawn on the server, and again in the browser when news arrives; so it uses finished texts only. */
import type { OrderView } from './order-view.ts'

export const OrderStatus = ({ order, timeline_title }: { order: OrderView; timeline_title: string }) => (
  <>
    <div class={`order-now is-${order.tone}`}>
      <p class="order-headline">{order.headline}</p>
      <p>{order.explanation}</p>
      {order.note && <blockquote>{order.note}</blockquote>}
    </div>
    <ol class="steps">
      {order.steps.map((step) => (
        <li key={step.title} class={`step is-${step.state}`} aria-current={step.state === 'now' ? 'step' : undefined}>
          <span class="step-dot" aria-hidden="true" />
          {step.title}
        </li>
      ))}
    </ol>
    <h2 class="order-part">{timeline_title}</h2>
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
