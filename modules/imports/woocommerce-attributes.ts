import type { Entry } from './draft.ts'
import { lineOf, listOf } from './fields.ts'

export type Attribute = { name: string; values: string[]; is_visible: boolean }

export const attributesOf = (entry: Entry): Attribute[] => {
  const attributes: Attribute[] = []
  for (let number = 1; number <= 20; number++) {
    const name = lineOf(entry.get(`Attribute ${number} name`))
    const values = listOf(entry.get(`Attribute ${number} value(s)`))
    if (name) attributes.push({ name, values, is_visible: entry.get(`Attribute ${number} visible`) !== '0' })
  }
  return attributes
}
