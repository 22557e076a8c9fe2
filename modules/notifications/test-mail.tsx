import type { Settings } from '#modules/settings/contract.ts'
import { Layout } from './mail-layout.tsx'
import { Headline, Paragraph } from './mail-parts.tsx'
import { mailWords } from './mail-words.ts'
import { finishMail, type WrittenMail } from './written-mail.ts'

/** A mail that staff send to see whether sending works: their own subject and words in the shop's clothes. */
export const writeTestMail = ({ subject, message }: { subject: string; message: string }, shop: Settings): WrittenMail => {
  const { say, locale } = mailWords(shop.locales[0] ?? 'en', shop.locales)
  const why = say('test.why', { shop: shop.shop_name })
  return finishMail({
    subject,
    page: (
      <Layout locale={locale} shop_name={shop.shop_name} title={subject} preheader={message.slice(0, 120)} footer={[why]}>
        <Headline>{subject}</Headline>
        <Paragraph>{message}</Paragraph>
      </Layout>
    ),
    text: [[shop.shop_name], [message], [why]],
  })
}
