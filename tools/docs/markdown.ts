/** A page of the reference says where it comes from, so that nobody edits it. */
export const page = (title: string, from: string, ...parts: string[]): string =>
  `${[`# ${title}`, `Made from ${from} by \`npm run docs\`. Do not edit.`, ...parts].join('\n\n')}\n`

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

export const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

export const code = (text: string): string => `\`${text}\``
