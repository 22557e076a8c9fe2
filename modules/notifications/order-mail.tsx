import type { Fulfilment, Order } from '#modules/orders/contract.ts'
import type { Settings } from '#modules/settings/contract.ts'
import type { Money } from '#platform/contract.ts'
import { formatMoney, portion } from '#platform/money.ts'
import { addressLines, longDate } from './as-written.ts'
import { orderPage } from './links.ts'
import { Layout } from './mail-layout.tsx'
import { AddressBlock, Button, Eyebrow, Headline, Lines, type MailLine, Note, Paragraph, Remark, Rows, Steps, Sum } from './mail-parts.tsx'
import { type MailWords, mailWords } from './mail-words.ts'
import { type OrderSums, sumsOf } from './order-sums.ts'
import { finishMail, type WrittenMail } from './written-mail.ts'

/** What happened to the order -> the mail its customer gets. */
export const ORDER_MAILS = {
  placed: 'order_received',
  paid: 'order_paid',
  confirmed: 'order_confirmed',
  rejected: 'order_rejected',
  shipped: 'order_shipped',
  cancelled: 'order_cancelled',
  rest_cancelled: 'order_rest_cancelled',
  refunded: 'order_refunded',
  link_wanted: 'order_link',
} as const
export type OrderNews = keyof typeof ORDER_MAILS

/** How many of the three steps are behind an order then; with other news the steps would say nothing. */
const STEPS: Partial<Record<OrderNews, number>> = { placed: 1, confirmed: 2, shipped: 3 }

/** What a mail says, in its language, before it is HTML or text. */
type Said = {
  subject: string
  preheader: string
  eyebrow: string
  headline: string
  paragraphs: string[]
  note: { title: string; text: string } | undefined
  steps: { names: string[]; reached: number } | undefined
  button: { label: string; href: string }
  lines: MailLine[]
  total: (OrderSums & { label: string; amount: string }) | undefined
  address: { title: string; lines: string[] } | undefined
  footer: string[]
}

/** What the mail is about in particular: a parcel, or the money of one refund. */
type Details = { fulfilment_id?: string | undefined; amount?: Money | undefined }

/**
 * Subject, HTML and text of a mail about an order, in the order's language. The same facts stand in both parts. One about a parcel lists
 * what is in it.
 */
export const writeOrderMail = (news: OrderNews, order: Order, shop: Settings, { fulfilment_id, amount }: Details = {}): WrittenMail => {
  const words = mailWords(order.locale, shop.locales)
  const parcel = order.fulfilments.find((one) => one.fulfilment_id === fulfilment_id)
  const said = sayOrder(news, { order, shop, words, parcel, amount: amount ?? order.total })
  return finishMail({
    subject: said.subject,
    page: (
      <Layout locale={words.locale} shop_name={shop.shop_name} title={said.subject} preheader={said.preheader} footer={said.footer}>
        <Eyebrow>{said.eyebrow}</Eyebrow>
        <Headline>{said.headline}</Headline>
        {said.paragraphs.map((paragraph) => (
          <Paragraph key={paragraph}>{paragraph}</Paragraph>
        ))}
        {said.note && <Note title={said.note.title}>{said.note.text}</Note>}
        <Button href={said.button.href}>{said.button.label}</Button>
        {said.steps && <Steps {...said.steps} />}
        <Lines lines={said.lines} />
        {said.total && said.total.rows.length > 0 && <Rows rows={said.total.rows} />}
        {said.total && <Sum label={said.total.label} amount={said.total.amount} />}
        {said.total?.taxes.map((tax) => (
          <Remark key={tax}>{tax}</Remark>
        ))}
        {said.address && <AddressBlock {...said.address} />}
      </Layout>
    ),
    text: [
      [shop.shop_name],
      [said.headline, said.eyebrow],
      ...said.paragraphs.map((paragraph) => [paragraph]),
      said.note ? [`${said.note.title}:`, said.note.text] : [],
      [`${said.button.label}: ${said.button.href}`],
      said.lines.map(({ title, detail, price }) => `- ${title}\n  ${detail} = ${price}`),
      said.total ? [...[...said.total.rows, said.total].map(({ label, amount }) => `${label}: ${amount}`), ...said.total.taxes] : [],
      said.address ? [`${said.address.title}:`, ...said.address.lines] : [],
      said.footer,
    ],
  })
}

type About = { order: Order; shop: Settings; words: MailWords; parcel: Fulfilment | undefined; amount: Money }

const sayOrder = (news: OrderNews, { order, shop, words, parcel, amount }: About): Said => {
  const { say, locale } = words
  const is_part = news === 'shipped' && (order.fulfilment_state !== 'fulfilled' || order.fulfilments.length > 1)
  const template = templateOf(news, order, is_part)
  const is_pickup = order.shipping?.is_pickup === true
  const lines = parcel ? inParcel(order, parcel) : order.lines
  const total = formatMoney(order.total, locale)
  const facts = {
    number: order.number,
    total,
    amount: formatMoney(amount, locale),
    items: say('items', { count: lines.reduce((count, line) => count + line.quantity, 0) }),
  }
  const note = order.timeline.findLast(({ what }) => isEntryOf(news, what))?.note // not the one of an earlier step
  const reached = STEPS[news]
  const date = longDate(order.placed_at, locale)
  return {
    subject: say(`${template}.subject`, facts),
    preheader: say(`${template}.preheader`, facts),
    eyebrow: `${say('order', facts)} · ${say('placed_on', { date })}`,
    headline: say(`${template}.headline`, facts),
    paragraphs: [
      say(`${template}.intro`, facts),
      ...(news === 'placed' ? [say(`payment.${paymentWords(order, shop)}`)] : []),
      ...(isClosed(news) && isReserved(order) ? [say('payment.let_go')] : []),
      ...(parcel ? trackingOf(parcel, words) : []),
    ],
    note: note ? { title: say('note'), text: note } : undefined,
    steps: reached
      ? { names: [say('steps.received'), say('steps.confirmed'), say(is_pickup ? 'steps.ready' : 'steps.fulfilled')], reached }
      : undefined,
    button: { label: say('see_order'), href: orderPage(shop, locale, order.token) },
    lines: lines.map((line) => ({
      title: line.title,
      detail: [line.variant_title, say('each', { quantity: line.quantity, price: formatMoney(line.unit_price, locale) })]
        .filter(Boolean)
        .join(' · '),
      price: formatMoney(line.line_total, locale),
    })),
    total: is_part ? undefined : { ...sumsOf(order, words), label: say('total'), amount: total },
    address: whereTo(order, words),
    footer: [say('questions', { email: shop.contact_email }), say('why', { shop: shop.shop_name })],
  }
}

/** The parcel that an order is fulfilled with has only this in the timeline. */
const isEntryOf = (news: OrderNews, what: string) => what === news || (news === 'shipped' && what === 'fulfilled')

/** What is fetched is not sent: of that, the mails have words of their own. */
const templateOf = (news: OrderNews, { shipping }: Order, is_part: boolean) => {
  if (shipping?.is_pickup && news === 'shipped') return is_part ? 'order_part_ready' : 'order_ready'
  if (shipping?.is_pickup && news === 'confirmed') return 'order_confirmed_pickup'
  return is_part ? 'order_part_shipped' : ORDER_MAILS[news]
}

/** The place where it is fetched with its hours, or the address it goes to. */
const whereTo = ({ shipping, shipping_address }: Order, { say, locale }: MailWords): Said['address'] => {
  if (shipping?.is_pickup) {
    const { pickup } = shipping
    const lines = pickup ? [pickup.name, pickup.line1, `${pickup.postal_code} ${pickup.city}`, pickup.hours] : [shipping.title]
    return { title: say('fetch_at'), lines }
  }
  return shipping_address ? { title: say('deliver_to'), lines: addressLines(shipping_address, locale) } : undefined
}

const isClosed = (news: OrderNews) => news === 'rejected' || news === 'cancelled'
const isReserved = ({ reserved }: Order) => reserved !== undefined && reserved.amount > 0

/** Money that is promised is reserved at a provider, or handed over with the parcel. */
const paymentWords = (order: Order, { capture }: Settings) => {
  if (order.payment_state !== 'authorised') return order.payment_state
  return isReserved(order) ? (capture === 'by_hand' ? 'reserved' : 'authorised') : 'on_delivery'
}

/** The lines of an order as far as they are in this parcel. */
const inParcel = ({ lines }: Order, parcel: Fulfilment): Order['lines'] =>
  parcel.lines.flatMap(({ line_id, quantity }) => {
    const line = lines.find((one) => one.line_id === line_id)
    return line
      ? [{ ...line, quantity, line_total: { ...line.line_total, amount: portion(line.line_total.amount, quantity, line.quantity) } }]
      : []
  })

const trackingOf = ({ carrier, tracking_number, tracking_url }: Fulfilment, { say }: MailWords): string[] => {
  const parcel = [carrier, tracking_number].filter(Boolean).join(' · ')
  return [...(parcel ? [say('parcel', { parcel })] : []), ...(tracking_url ? [say('follow_parcel', { url: tracking_url })] : [])]
}
