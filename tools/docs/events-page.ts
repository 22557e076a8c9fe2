import type { EventSpec } from '#platform/contract.ts'
import type { Module } from '#platform/module.ts'
import { code, page, table } from './markdown.ts'

/** What happens in the shop, in which order it is told, and who reacts. */
export const eventsPage = (modules: Module[]): string =>
  page(
    'Events',
    'the contracts and modules',
    'An event is written in the transaction that makes it true and reaches every listener at least once; a listener’s effect happens once. Events of one aggregate arrive in the order they happened.',
    ...modules.flatMap(({ contract }) => {
      const events = Object.entries(contract.events)
      if (events.length === 0) return []
      return [
        `## ${contract.title}`,
        table(
          ['event', 'in order by', 'carries', 'heard by'],
          events.map((event) => rowOf(modules, event)),
        ),
      ]
    }),
  )

const rowOf = (modules: Module[], [name, event]: [string, EventSpec]): string[] => [
  code(name),
  code(event.aggregate),
  fieldsOf(event).map(code).join(' '),
  modules
    .filter(({ on }) => name in on)
    .map(({ contract }) => contract.name)
    .join(', ') || 'nobody yet',
]

const fieldsOf = ({ payload }: EventSpec): string[] =>
  'properties' in payload && typeof payload.properties === 'object' ? Object.keys(payload.properties ?? {}) : []
