import type { Settings } from '#modules/settings/contract.ts'
import type { Money } from '#platform/contract.ts'
import { formatMoney } from '#platform/money.ts'
import { pageOf } from './links.ts'
import { Layout } from './mail-layout.tsx'
import { Button, Headline, Note, Paragraph } from './mail-parts.tsx'
import { mailWords } from './mail-words.ts'
import { finishMail, type WrittenMail } from './written-mail.ts'

export type GiftCard = { code: string; amount: Money; locale: string | null; expires_at: string | null; message: string | null }

/** A gift card for whoever it was bought for. `code` is masked: it is written in when the mail leaves. */
export const writeGiftCardMail = (card: GiftCard, shop: Settings): WrittenMail => {
  const { say, locale } = mailWords(card.locale ?? shop.locales[0] ?? 'en', shop.locales)
  const facts = { amount: formatMoney(card.amount, locale), shop: shop.shop_name }
  const subject = say('gift_card.subject', facts)
  const date = card.expires_at && new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(card.expires_at))
  const until = date ? [say('gift_card_until', { date })] : []
  const footer = [say('questions', { email: shop.contact_email })]
  const intro = [...(card.message ? [card.message] : []), say('gift_card.intro', facts), ...until]
  return finishMail({
    subject,
    page: (
      <Layout locale={locale} shop_name={shop.shop_name} title={subject} preheader={say('gift_card.preheader', facts)} footer={footer}>
        <Headline>{say('gift_card.headline', facts)}</Headline>
        {intro.map((paragraph) => (
          <Paragraph key={paragraph}>{paragraph}</Paragraph>
        ))}
        <Note title={say('gift_card_code')}>{card.code}</Note>
        <Button href={pageOf(shop, locale, '/')}>{say('go_shopping')}</Button>
      </Layout>
    ),
    text: [
      [shop.shop_name],
      [say('gift_card.headline', facts)],
      ...intro.map((paragraph) => [paragraph]),
      [`${say('gift_card_code')}: ${card.code}`],
      [`${say('go_shopping')}: ${pageOf(shop, locale, '/')}`],
      footer,
    ],
  })
}
