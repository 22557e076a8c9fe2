import type { Address, Order } from '#modules/orders/contract.ts'
import type { Settings } from '#modules/settings/contract.ts'
import { formatMoney } from '#platform/money.ts'
import { Layout } from './mail-layout.tsx'
import { AddressBlock, Button, Eyebrow, Headline, Lines, type MailLine, Note, Paragraph, Steps, Sum } from './mail-parts.tsx'
import { type MailWords, mailWords } from './mail-words.ts'
import { finishMail, type WrittenMail } from './written-mail.ts'

/** What happened to the order -> the mail its customer gets. */
export const ORDER_MAILS = {
  placed: 'order_received',
  paid: 'order_paid',
  confirmed: 'order_confirmed',
  rejected: 'order_rejected',
  fulfilled: 'order_fulfilled',
  cancelled: 'order_cancelled',
  refunded: 'order_refunded',
} as const
export type OrderNews = keyof typeof ORDER_MAILS

/** How many of the three steps are behind an order then; with other news the steps would say nothing. */
const STEPS: Partial<Record<OrderNews, number>> = { placed: 1, confirmed: 2, fulfilled: 3 }

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
  total: { label: string; amount: string }
  address: { title: string; lines: string[] } | undefined
  footer: string[]
}

/** Subject, HTML and text of a mail about an order, in the order's language. The same facts stand in both parts. */
export const writeOrderMail = (news: OrderNews, order: Order, shop: Settings): WrittenMail => {
  const words = mailWords(order.locale, shop.locales)
  const said = sayOrder(news, { order, shop, words })
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
        <Sum {...said.total} />
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
      [`${said.total.label}: ${said.total.amount}`],
      said.address ? [`${said.address.title}:`, ...said.address.lines] : [],
      said.footer,
    ],
  })
}

const sayOrder = (news: OrderNews, { order, shop, words }: { order: Order; shop: Settings; words: MailWords }): Said => {
  const { say, locale } = words
  const template = ORDER_MAILS[news]
  const total = formatMoney(order.total, locale)
  const facts = { number: order.number, total, items: say('items', { count: order.item_count }) }
  const note = order.timeline.findLast(({ what }) => what === news)?.note // not the one of an earlier step
  const reached = STEPS[news]
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(order.placed_at))
  return {
    subject: say(`${template}.subject`, facts),
    preheader: say(`${template}.preheader`, facts),
    eyebrow: `${say('order', facts)} · ${say('placed_on', { date })}`,
    headline: say(`${template}.headline`, facts),
    paragraphs: [say(`${template}.intro`, facts), ...(news === 'placed' ? [say(`payment.${order.payment_state}`)] : [])],
    note: note ? { title: say('note'), text: note } : undefined,
    steps: reached ? { names: [say('steps.received'), say('steps.confirmed'), say('steps.fulfilled')], reached } : undefined,
    button: { label: say('see_order'), href: `${shop.public_url}/orders/${encodeURIComponent(order.token)}` },
    lines: order.lines.map((line) => ({
      title: line.title,
      detail: [line.variant_title, say('each', { quantity: line.quantity, price: formatMoney(line.unit_price, locale) })]
        .filter(Boolean)
        .join(' · '),
      price: formatMoney(line.line_total, locale),
    })),
    total: { label: say('total'), amount: total },
    address: order.shipping_address ? { title: say('deliver_to'), lines: linesOf(order.shipping_address, locale) } : undefined,
    footer: [say('questions', { email: shop.contact_email }), say('why', { shop: shop.shop_name })],
  }
}

const linesOf = (address: Address, locale: string): string[] => {
  const { name, company, line1, line2, postal_code, city, region, country } = address
  const country_name = new Intl.DisplayNames(locale, { type: 'region' }).of(country)
  return [name, company, line1, line2, [postal_code, city].filter(Boolean).join(' '), region, country_name].filter(
    (line) => line !== undefined,
  )
}
