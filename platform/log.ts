import { type Logger, pino } from 'pino'

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

/** 13 to 19 digits, single spaces or dashes allowed between them: what a card number looks like in a text (ISO/IEC 7812). */
const CARD_NUMBER = /\b\d(?:[ -]?\d){12,18}\b/g

/** Luhn check digit (ISO/IEC 7812-1, annex B): tells card numbers from other long numbers. */
const passesLuhn = (digits: string): boolean => {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}

/** Takes card numbers out of a text, so that none is ever written down. */
export const withoutCardNumbers = (text: string): string =>
  text.replace(CARD_NUMBER, (found) => (passesLuhn(found.replace(/[ -]/g, '')) ? '[card number]' : found))

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
