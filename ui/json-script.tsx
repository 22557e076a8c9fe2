/** Data beside markup: for islands (`application/json`) and search engines (`application/ld+json`). Browsers never run it. */
export type JsonScriptProps = { value: unknown; id?: string; type?: 'application/json' | 'application/ld+json'; is_picker?: boolean }

export const JsonScript = ({ value, id, type = 'application/json', is_picker }: JsonScriptProps) => (
  <script
    id={id}
    type={type}
    data-variants={is_picker}
    // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON with `<` written as an escape, so no text in it can end the element
    dangerouslySetInnerHTML={{ __html: inScript(value) }}
  />
)

/** JSON that is safe inside a script element, whatever texts it holds. */
const inScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')
