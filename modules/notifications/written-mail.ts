import type { VNode } from 'preact'
import { render } from 'preact-render-to-string'

export type WrittenMail = { subject: string; html: string; text: string }

/** Both parts of a mail: the page as HTML, the text as paragraphs of lines. Empty paragraphs fall away. */
export const finishMail = ({ subject, page, text }: { subject: string; page: VNode; text: string[][] }): WrittenMail => ({
  subject,
  html: `<!doctype html>${render(page)}`,
  text: `${text
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`,
})
