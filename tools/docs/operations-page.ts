import type { Contract, Op, Policy } from '#platform/contract.ts'
import { code, page, table } from './markdown.ts'

const WHO: Record<Policy, string> = {
  anyone: 'anyone',
  customer: 'signed in',
  staff: 'staff',
  admin: 'administrators',
  service: 'this shop only',
  development: 'anyone, outside production',
}

/** Every operation by module. In one process they stand below `/api`; operations for this shop only are reached there by nobody. */
export const operationsPage = (contracts: Contract[]): string =>
  page(
    'Operations',
    'the contracts',
    'In one process they stand below `/api`, as services at the root of each. Fields of input and output: [openapi.json](openapi.json). Every operation can also answer with the [common errors](errors.md#common-errors).',
    ...contracts.flatMap((contract) => [
      `## ${contract.title}`,
      table(
        ['operation', 'route', 'who', 'what it does', 'errors'],
        Object.entries(contract.ops).map(([name, op]) => rowOf(contract, name, op)),
      ),
    ]),
  )

const rowOf = (contract: Contract, name: string, op: Op): string[] => [
  code(`${contract.name}.${name}`),
  code(`${op.method} ${op.path}`),
  WHO[op.policy],
  op.summary,
  Object.keys(op.errors).map(code).join(' '),
]
