import type { Contract } from '#platform/contract.ts'
import { COMMON_ERRORS } from '#platform/errors.ts'
import { code, page, table } from './markdown.ts'

/** `examples`: for each code a sentence the shop says with it, as it stands in the sources. */
export const errorsPage = (contracts: Contract[], examples: Map<string, string>): string =>
  page(
    'Errors',
    'the contracts and the sources',
    'Errors are `application/problem+json` (RFC 9457). `code` is what a program looks at, `detail` is for people, and the other fields are facts such as the `field` that is wrong. `…` stands for something that depends.',
    '## Errors of operations',
    table(
      ['code', 'status', 'operations', 'says, for example'],
      declared(contracts).map(([name, { statuses, operations }]) => [
        code(name),
        [...statuses].sort().join(', '),
        operations.map(code).join(' '),
        examples.get(name) ?? '',
      ]),
    ),
    '## Common errors',
    'Of whichever operation; [openapi.json](openapi.json) says which of them one can answer with.',
    table(
      ['code', 'status', 'says, for example'],
      Object.entries(COMMON_ERRORS).map(([name, status]) => [code(name), String(status), examples.get(name) ?? '']),
    ),
  )

type Declared = { statuses: Set<number>; operations: string[] }

const declared = (contracts: Contract[]): [code: string, Declared][] => {
  const found = new Map<string, Declared>()
  for (const contract of contracts)
    for (const [name, op] of Object.entries(contract.ops))
      for (const [error, status] of Object.entries(op.errors)) {
        const { statuses, operations } = found.get(error) ?? { statuses: new Set(), operations: [] }
        found.set(error, { statuses: statuses.add(status), operations: [...operations, `${contract.name}.${name}`] })
      }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1))
}
