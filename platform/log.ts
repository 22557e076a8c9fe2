import { type Logger, pino, stdSerializers } from 'pino'
import { withoutCardNumbers } from './card-numbers.ts'

export type Log = Logger

const SECRET_KEYS = [
  'password',
  'old_password',
  'new_password',
  'token',
  'session_token',
  'setup_token',
  'authorization',
  'cookie',
  'secret',
  'signature',
]

/** DETAIL and CONTEXT of an error of PostgreSQL: the row that failed and the values of its key, so addresses, e-mails and hashes. */
const ROWS = new Set(['detail', 'where'])
const DEEPEST = 5

/** An error as it is logged, and the errors in it: all but the rows they speak of. */
const tellError = (error: unknown): unknown => withoutRows(error instanceof Error ? stdSerializers.err(error) : error, DEEPEST)

const withoutRows = (value: unknown, levels: number): unknown => {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value
  if (levels === 0) return '...'
  if (Array.isArray(value)) return value.map((one) => withoutRows(one, levels - 1))
  const kept = Object.entries(value).filter(([name]) => !ROWS.has(name))
  return Object.fromEntries(kept.map(([name, one]) => [name, withoutRows(one, levels - 1)]))
}

/** JSON lines on stdout. Secrets are removed by key, card numbers by their pattern, rows of the database from its errors. */
export const openLog = (level: string, service: string, stream: { write(line: string): void } = process.stdout): Log =>
  pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: tellError, error: tellError },
      redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[secret]' },
    },
    { write: (line) => stream.write(withoutCardNumbers(line)) },
  )
