import { type Logger, pino } from 'pino'
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

/** JSON lines on stdout. Secrets are removed by key, card numbers by their pattern. */
export const openLog = (level: string, service: string, stream: { write(line: string): void } = process.stdout): Log =>
  pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[secret]' },
    },
    { write: (line) => stream.write(withoutCardNumbers(line)) },
  )
