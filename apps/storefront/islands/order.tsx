/** An order's page that changes by itself: news by server-sent events, a light for the connection, and what is new said aloud. */
import { hydrate, render } from 'preact'
import { OrderStatus, OrderTimeline, type StatusTexts } from '#storefront/order-status.tsx'
import type { OrderView } from '#storefront/order-view.ts'

type Live = { token: string; view: OrderView; address: string; texts: StatusTexts; up: string; down: string }

const RETRY_MS = 5_000

const start = (into: Element, live: Live) => {
  let shown = live.view
  const history = document.querySelector('[data-timeline]')
  const draw = (view: OrderView, by: typeof render) => {
    by(<OrderStatus order={view} texts={live.texts} />, into)
    if (history) by(<OrderTimeline order={view} texts={live.texts} />, history)
  }
  draw(shown, hydrate)
  draw(inOwnTime(shown), render)

  const refresh = async () => {
    const response = await fetch(live.address, { headers: { accept: 'application/json' } })
    if (!response.ok) return
    const news: OrderView = await response.json()
    if (news.version <= shown.version) return
    const said = document.querySelector('[data-said]')
    if (said && news.headline !== shown.headline) said.textContent = news.headline
    shown = news
    draw(inOwnTime(news), render)
    show('[data-pay]', news.can_pay)
    askFor(news)
    show('[data-cancel]', news.is_open)
    show('[data-checking]', false)
  }

  const connect = () => {
    const source = new EventSource(`/api/live?order_token=${encodeURIComponent(live.token)}`)
    source.addEventListener('order', () => void refresh())
    source.addEventListener('open', () => {
      light(true, live)
      void refresh() // whatever happened while there was no connection
    })
    source.addEventListener('error', () => {
      light(false, live)
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, RETRY_MS)
    })
    addEventListener('pagehide', () => source.close(), { once: true })
  }
  connect()
  addEventListener('pageshow', ({ persisted }) => persisted && connect())
}

/** The server cannot know where its reader is and writes UTC; here the clock on the wall is known. */
const inOwnTime = (view: OrderView): OrderView => {
  const format = new Intl.DateTimeFormat(document.documentElement.lang, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  const own = <T extends { at: string }>(entry: T) => ({ ...entry, at_text: format.format(new Date(entry.at)) })
  return { ...view, timeline: view.timeline.map(own), parcels: view.parcels.map(own) }
}

const show = (selector: string, is_shown: boolean) => {
  const place = document.querySelector<HTMLElement>(selector)
  if (place) place.hidden = !is_shown
}

/** What the button says and what its form sends are one sum. */
const askFor = ({ due, pay }: OrderView) => {
  const form = document.querySelector<HTMLFormElement>('form[data-pay]')
  const text = form?.querySelector('[data-pay-text]')
  if (text) text.textContent = pay
  const sent = { expected_amount: String(due.amount), expected_currency: due.currency }
  for (const [name, value] of Object.entries(sent)) form?.querySelector(`[name=${name}]`)?.setAttribute('value', value)
}

const light = (is_up: boolean, { up, down }: Live) => {
  const place = document.querySelector<HTMLElement>('[data-light]')
  if (!place) return
  place.hidden = false
  place.classList.toggle('is-up', is_up)
  place.textContent = is_up ? up : down
}

const into = document.querySelector('[data-order]')
const data = document.getElementById('live-order')?.textContent
if (into && data) start(into, JSON.parse(data))
