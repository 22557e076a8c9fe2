/**
 * What every mail stands in: tables and inline styles, which is what mail programs understand, with classes only
 * for what needs a media query. Colours are those of ui/tokens.css as plain values (a test compares them).
 */
import type { ComponentChildren, CSSProperties } from 'preact'

export const LIGHT = {
  page: '#f1f4ef',
  card: '#ffffff',
  ink: '#16201b',
  muted: '#55605a',
  line: '#dde3dc',
  accent: '#0e6650',
  on_accent: '#ffffff',
  soft: '#e0f0e9',
}
export const DARK = {
  page: '#0f1412',
  card: '#1c2420',
  ink: '#ecf1ed',
  muted: '#a3b0a8',
  line: '#2b3530',
  accent: '#74d8b4',
  on_accent: '#05261b',
  soft: '#163429',
}

const FONT = "Figtree, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"

const rules = (prefix: string) => `
  ${prefix} .page { background: ${DARK.page} !important }
  ${prefix} .card { background: ${DARK.card} !important; border-color: ${DARK.line} !important }
  ${prefix} .ink { color: ${DARK.ink} !important }
  ${prefix} .muted { color: ${DARK.muted} !important }
  ${prefix} .line { border-color: ${DARK.line} !important }
  ${prefix} .accent { color: ${DARK.accent} !important }
  ${prefix} .button { background: ${DARK.accent} !important; color: ${DARK.on_accent} !important }
  ${prefix} .soft { background: ${DARK.soft} !important }
  ${prefix} .done { background: ${DARK.accent} !important }
  ${prefix} .open { background: ${DARK.line} !important }`

/** Dark by the reader's own choice, and by that of Outlook on the web, which marks the body instead. */
const CSS = `
  :root { color-scheme: light dark; supported-color-schemes: light dark }
  @media (prefers-color-scheme: dark) {${rules('')} }
  ${rules('[data-ogsc]')}
  @media (max-width: 620px) { .inner { padding: 28px 22px !important } .outer { padding: 12px 8px !important } h1 { font-size: 24px !important } }`

export const text = { margin: 0, fontFamily: FONT, fontSize: '16px', lineHeight: '1.55', color: LIGHT.ink }
export const small = { ...text, fontSize: '14px', color: LIGHT.muted }

export const Table = ({ children, class: name, style }: { children: ComponentChildren; class?: string; style?: CSSProperties }) => (
  <table role="presentation" width="100%" cellpadding="0" cellspacing="0" class={name} style={style}>
    <tbody>{children}</tbody>
  </table>
)

/** Keeps a mail program from filling its preview line with what comes after the preheader. */
const FILLER = '\u00a0\u200c'.repeat(60)

type LayoutProps = { locale: string; shop_name: string; title: string; preheader: string; footer: string[]; children: ComponentChildren }

export const Layout = ({ locale, shop_name, title, preheader, footer, children }: LayoutProps) => (
  <html lang={locale}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <title>{title}</title>
      <style>{CSS}</style>
    </head>
    <body class="page" style={{ margin: 0, padding: 0, background: LIGHT.page }}>
      <div style={{ display: 'none', maxHeight: 0, overflow: 'hidden' }}>
        {preheader}
        {FILLER}
      </div>
      <Table class="page" style={{ background: LIGHT.page }}>
        <tr>
          <td align="center" class="outer" style={{ padding: '32px 16px' }}>
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style={{ maxWidth: '580px' }}>
              <tbody>
                <tr>
                  <td class="accent" style={{ ...text, color: LIGHT.accent, fontSize: '19px', fontWeight: 700, padding: '0 8px 18px' }}>
                    {shop_name}
                  </td>
                </tr>
                <tr>
                  <td
                    class="card inner"
                    style={{ background: LIGHT.card, border: `1px solid ${LIGHT.line}`, borderRadius: '16px', padding: '40px 40px' }}
                  >
                    {children}
                  </td>
                </tr>
                <tr>
                  <td style={{ padding: '22px 8px' }}>
                    {footer.map((line) => (
                      <p key={line} class="muted" style={{ ...small, fontSize: '13px', paddingBottom: '4px' }}>
                        {line}
                      </p>
                    ))}
                  </td>
                </tr>
              </tbody>
            </table>
          </td>
        </tr>
      </Table>
    </body>
  </html>
)
