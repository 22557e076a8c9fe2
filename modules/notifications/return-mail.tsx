import type { Return, ReturnLine } from '#modules/returns/contract.ts'
import type { Settings } from '#modules/settings/contract.ts'
import { formatMoney } from '#platform/money.ts'
import { addressLines } from './as-written.ts'
import { orderPage } from './links.ts'
import { Layout } from './mail-layout.tsx'
import { AddressBlock, Button, Eyebrow, Headline, Lines, type MailLine, Note, Paragraph, Sum } from './mail-parts.tsx'
import { type MailWords, mailWords } from './mail-words.ts'
import { finishMail, type WrittenMail } from './written-mail.ts'

export type ReturnNews = 'requested' | 'approved' | 'refused' | 'received' | 'settled'
export type ReturnTemplate =
  | `return_${Exclude<ReturnNews, 'settled'>}`
  | 'withdrawal_requested'
  | 'withdrawal_copy'
  | 'return_refund'
  | 'return_waived'
  | 'return_store_credit'
  | 'return_exchange'

/** Which mail tells of it. */
export const templateOf = (news: ReturnNews, about: Return): ReturnTemplate => {
  const { kind, settled_as = 'refund', waived } = about
  if (news === 'settled')
    return waived && waived.amount > 0 && givenOf(about).amount === 0 ? 'return_waived' : `return_${settled_as ?? 'refund'}`
  return news === 'requested' && kind === 'withdrawal' ? 'withdrawal_requested' : `return_${news}`
}

/** What goes back: the total without what was not paid and is not asked for any more. */
const givenOf = ({ total, waived }: Return) => ({ ...total, amount: total.amount - (waived?.amount ?? 0) })

/**
 * A mail about a return, in the order's language. That of a withdrawal is the acknowledgement the law asks for: who said what, with date and
 * time, on something that can be kept (Directive 2011/83/EU, Article 11a(4)).
 */
export const writeReturnMail = (news: ReturnNews, about: Return, shop: Settings, token: string): WrittenMail =>
  write(templateOf(news, about), { news, about, shop, token })

/**
 * The acknowledgement of a withdrawal for an address that was typed with it. Whoever that is may have nothing to do with the order: they read
 * nothing that was typed, and get no link to the order.
 */
export const writeWithdrawalCopy = (about: Return, shop: Settings): WrittenMail =>
  write('withdrawal_copy', { news: 'requested', about: { ...about, note: null }, shop, token: undefined })

type Facts = { news: ReturnNews; about: Return; shop: Settings; token: string | undefined }

const write = (template: ReturnTemplate, { news, about, shop, token }: Facts): WrittenMail => {
  const words = mailWords(about.locale, shop.locales)
  const { say, locale } = words
  const href = token && orderPage(shop, locale, token)
  const total = formatMoney(givenOf(about), locale)
  const waived = formatMoney({ ...about.total, amount: about.waived?.amount ?? 0 }, locale)
  const at = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long', timeZone: 'UTC' }).format(new Date(about.created_at))
  const facts = { number: about.number, order: about.order_number, total, waived, at, name: about.note ?? '' }
  const subject = say(`${template}.subject`, facts)
  const eyebrow = say('return', facts)
  const note = news === 'requested' ? undefined : about.timeline.findLast(({ what }) => what === news)?.note
  const lines = linesOf(about, words)
  const why = say(template === 'withdrawal_copy' ? 'withdrawal_copy.why' : 'why', { shop: shop.shop_name })
  const footer = [say('questions', { email: shop.contact_email }), why]
  const has_sum = lines.length > 0 && news !== 'refused' && (about.settled_as ?? about.wanted) !== 'exchange'
  const sent_to = template === 'return_approved' || template === 'withdrawal_requested' ? returnsGoTo(shop, locale) : undefined
  return finishMail({
    subject,
    page: (
      <Layout locale={locale} shop_name={shop.shop_name} title={subject} preheader={say(`${template}.preheader`, facts)} footer={footer}>
        <Eyebrow>{eyebrow}</Eyebrow>
        <Headline>{say(`${template}.headline`, facts)}</Headline>
        <Paragraph>{say(`${template}.intro`, facts)}</Paragraph>
        {note && <Note title={say('note')}>{note}</Note>}
        {href && <Button href={href}>{say('see_order')}</Button>}
        <Lines lines={lines} />
        {has_sum && <Sum label={say('going_back')} amount={total} />}
        {sent_to && <AddressBlock title={say('send_back_to')} lines={sent_to} />}
      </Layout>
    ),
    text: [
      [shop.shop_name],
      [say(`${template}.headline`, facts), eyebrow],
      [say(`${template}.intro`, facts)],
      note ? [`${say('note')}:`, note] : [],
      href ? [`${say('see_order')}: ${href}`] : [],
      lines.map(({ title, detail, price }) => `- ${title}\n  ${detail} = ${price}`),
      has_sum ? [`${say('going_back')}: ${total}`] : [],
      sent_to ? [`${say('send_back_to')}:`, ...sent_to] : [],
      footer,
    ],
  })
}

/** Where the shop is, if it has said so; returns go there. */
const returnsGoTo = ({ seller, shop_name, country }: Settings, locale: string): string[] | undefined => {
  const { legal_name = shop_name, line1, line2, postal_code, city } = seller
  return line1 && city
    ? addressLines(
        { name: legal_name, line1, ...(line2 && { line2 }), ...(postal_code && { postal_code }), city, country: seller.country ?? country },
        locale,
      )
    : undefined
}

/** What is sent instead: as it was decided, else as it is wished for. */
const otherOf = ({ exchange_for, sent_instead }: ReturnLine, { settled_as }: Return): string | undefined => {
  const other = settled_as ? sent_instead : exchange_for
  return other && (other.variant_title || other.sku)
}

const detailOf = (line: ReturnLine, about: Return, say: MailWords['say']): string => {
  const variant = otherOf(line, about)
  const parts = [line.variant_title, `${line.accepted_quantity ?? line.quantity}\u00a0×`, variant && say('instead', { variant })]
  return parts.filter(Boolean).join(' · ')
}

const linesOf = (about: Return, { say, locale }: MailWords): MailLine[] => [
  ...about.lines.map((line) => ({ title: line.title, detail: detailOf(line, about, say), price: formatMoney(line.amount, locale) })),
  ...takenOff(about, { say, locale }),
]

const takenOff = (
  { shipping, deduction, deduction_reason, waived }: Return,
  { say, locale }: Pick<MailWords, 'say' | 'locale'>,
): MailLine[] => [
  ...(shipping.amount > 0 ? [{ title: say('delivery_cost'), detail: '', price: formatMoney(shipping, locale) }] : []),
  ...(deduction.amount > 0
    ? [
        {
          title: say('kept_back', { reason: deduction_reason ?? '' }),
          detail: '',
          price: formatMoney({ ...deduction, amount: -deduction.amount }, locale),
        },
      ]
    : []),
  ...(waived && waived.amount > 0
    ? [{ title: say('not_to_pay'), detail: '', price: formatMoney({ ...waived, amount: -waived.amount }, locale) }]
    : []),
]
