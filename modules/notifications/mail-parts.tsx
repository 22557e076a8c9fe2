/** The pieces mails are put together from. */
import type { ComponentChildren } from 'preact'
import { LIGHT, small, Table, text } from './mail-layout.tsx'

export const Eyebrow = ({ children }: { children: ComponentChildren }) => (
  <p class="muted" style={{ ...small, paddingBottom: '8px' }}>
    {children}
  </p>
)

export const Headline = ({ children }: { children: ComponentChildren }) => (
  <h1
    class="ink"
    style={{ ...text, fontSize: '28px', lineHeight: '1.2', fontWeight: 700, letterSpacing: '-0.01em', paddingBottom: '14px' }}
  >
    {children}
  </h1>
)

/** A paragraph; line breaks in a text that a person typed stay. */
export const Paragraph = ({ children }: { children: string }) => (
  <p class="ink" style={{ ...text, paddingBottom: '14px', whiteSpace: 'pre-line' }}>
    {children}
  </p>
)

export const Note = ({ title, children }: { title: string; children: string }) => (
  <Table style={{ margin: '6px 0 14px' }}>
    <tr>
      <td class="soft" style={{ background: LIGHT.soft, borderRadius: '10px', padding: '14px 18px' }}>
        <p class="muted" style={{ ...small, paddingBottom: '2px' }}>
          {title}
        </p>
        <p class="ink" style={{ ...text, whiteSpace: 'pre-line' }}>
          {children}
        </p>
      </td>
    </tr>
  </Table>
)

export const Button = ({ href, children }: { href: string; children: ComponentChildren }) => (
  <p style={{ margin: 0, padding: '10px 0 30px' }}>
    <a
      href={href}
      class="button"
      style={{
        ...text,
        display: 'inline-block',
        background: LIGHT.accent,
        color: LIGHT.on_accent,
        fontWeight: 600,
        textDecoration: 'none',
        borderRadius: '999px',
        padding: '13px 26px',
      }}
    >
      {children}
    </a>
  </p>
)

/** How far an order has come: `reached` of the steps are done. */
export const Steps = ({ names, reached }: { names: string[]; reached: number }) => (
  <Table style={{ margin: '0 0 26px' }}>
    <tr>
      {names.map((name, i) => (
        <td key={name} width={`${Math.floor(100 / names.length)}%`} style={{ padding: `0 ${i < names.length - 1 ? 8 : 0}px 0 0` }}>
          <Table>
            <tr>
              <td
                class={i < reached ? 'done' : 'open'}
                height={4}
                style={{ background: i < reached ? LIGHT.accent : LIGHT.line, borderRadius: '4px', fontSize: '1px', lineHeight: '4px' }}
              >
                {'\u00a0'}
              </td>
            </tr>
          </Table>
          <p class={i < reached ? 'ink' : 'muted'} style={{ ...small, color: i < reached ? LIGHT.ink : LIGHT.muted, paddingTop: '8px' }}>
            {name}
          </p>
        </td>
      ))}
    </tr>
  </Table>
)

export type MailLine = { title: string; detail: string; price: string }

const slim = { padding: '3px 0', verticalAlign: 'top' as const }
const cell = { padding: '12px 0', borderTop: `1px solid ${LIGHT.line}`, verticalAlign: 'top' as const }

export const Lines = ({ lines }: { lines: MailLine[] }) => (
  <Table>
    {lines.map(({ title, detail, price }) => (
      <tr key={title + detail}>
        <td class="line" style={cell}>
          <p class="ink" style={{ ...text, fontWeight: 600 }}>
            {title}
          </p>
          <p class="muted" style={small}>
            {detail}
          </p>
        </td>
        <td class="line ink" align="right" style={{ ...text, ...cell, whiteSpace: 'nowrap', paddingLeft: '16px' }}>
          {price}
        </td>
      </tr>
    ))}
  </Table>
)

/** What lies between the lines and the sum. */
export const Rows = ({ rows }: { rows: { label: string; amount: string }[] }) => (
  <Table style={{ borderTop: `1px solid ${LIGHT.line}`, paddingTop: '8px', paddingBottom: '8px' }}>
    {rows.map(({ label, amount }) => (
      <tr key={label + amount}>
        <td class="muted" style={{ ...text, ...slim, color: LIGHT.muted }}>
          {label}
        </td>
        <td class="ink" align="right" style={{ ...text, ...slim, whiteSpace: 'nowrap', paddingLeft: '16px' }}>
          {amount}
        </td>
      </tr>
    ))}
  </Table>
)

export const Remark = ({ children }: { children: string }) => (
  <p class="muted" style={{ ...small, color: LIGHT.muted, textAlign: 'right' }}>
    {children}
  </p>
)

export const Sum = ({ label, amount }: { label: string; amount: string }) => (
  <Table>
    <tr>
      <td class="line ink" style={{ ...text, ...cell, fontWeight: 700, fontSize: '18px' }}>
        {label}
      </td>
      <td class="line ink" align="right" style={{ ...text, ...cell, fontWeight: 700, fontSize: '18px', whiteSpace: 'nowrap' }}>
        {amount}
      </td>
    </tr>
  </Table>
)

export const AddressBlock = ({ title, lines }: { title: string; lines: string[] }) => (
  <Table style={{ marginTop: '22px' }}>
    <tr>
      <td>
        <p class="muted" style={{ ...small, paddingBottom: '4px' }}>
          {title}
        </p>
        {lines.map((line) => (
          <p key={line} class="ink" style={text}>
            {line}
          </p>
        ))}
      </td>
    </tr>
  </Table>
)
