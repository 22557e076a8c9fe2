/** Checks what comes in against the contract: once, on both links, without coercing anything. */
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Format } from 'typebox/format'
import { hasCardNumber } from './card-numbers.ts'
import type { Op } from './contract.ts'
import { isCountry } from './countries.ts'
import { failCommon } from './errors.ts'
import { lowerIds } from './lower-ids.ts'
import { isCurrency } from './money.ts'

type Problem = { instancePath: string; message: string; keyword: string; params: object }
type Checker = { Check(value: unknown): boolean; Errors(value: unknown): Problem[] }

const checkers = new WeakMap<TSchema, Checker>()
const checkerOf = (schema: TSchema): Checker => {
  let checker = checkers.get(schema)
  if (!checker) {
    checker = Compile(schema) as unknown as Checker // narrowed to what is used; the compiled type is generic over the schema
    checkers.set(schema, checker)
  }
  return checker
}

Format.Set('binary', () => true)
Format.Set('no-card-number', (text) => !hasCardNumber(text))
const isEmail = Format.Get('email')
Format.Set('email', (text) => isEmail?.(text) === true && !hasCardNumber(text))
Format.Set('currency', isCurrency)
Format.Set('country', isCountry)
const isTime = Format.Get('date-time')
Format.Set('date-time', (text) => isTime?.(text) === true && isKept(text) && Math.abs(offsetOf(text)) <= FURTHEST_OFFSET)
const isDay = Format.Get('date')
Format.Set('date', (text) => isDay?.(text) === true && isKept(text))

/** Dates and PostgreSQL both know the years 1 to 9999 as four digits; a leap second is a moment to neither, and no place is further than 14 hours off. */
const [FIRST, LAST] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')]
const FURTHEST_OFFSET = 14 * 60
const isKept = (text: string): boolean => {
  const at = Date.parse(text)
  return at >= FIRST && at <= LAST
}
const offsetOf = (text: string): number => {
  const [, sign = '+', hours = 0, minutes = 0] = /([+-])(\d\d):(\d\d)$/.exec(text) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

/** Returns the input if it is right, with its ids in small letters. @throws INVALID_INPUT with the first field that is wrong, and all problems */
export const checkInput = (op: Op, input: unknown): unknown => {
  const schema = op.input
  if (op.body === 'bytes') return checkBytes(op, input)
  if (checkerOf(schema).Check(input)) return lowerIds(schema, input)
  throw invalid(checkerOf(schema).Errors(input))
}

/** Raw bytes cannot be checked by a schema of JSON; everything beside them can. */
const checkBytes = (op: Op, input: unknown): unknown => {
  const { bytes, ...rest } = (input ?? {}) as { bytes?: unknown }
  if (!(bytes instanceof Uint8Array)) throw failCommon('INVALID_INPUT', 'The request needs a body.', { field: 'bytes' })
  const problems = checkerOf(op.input)
    .Errors({ ...rest, bytes: '' })
    .filter((problem) => problem.instancePath !== '/bytes')
  if (problems.length > 0) throw invalid(problems)
  return lowerIds(op.input, input)
}

const invalid = (errors: Problem[]) => {
  const told = errors.filter(({ keyword }) => keyword !== 'boolean') // said of an unknown field, beside `additionalProperties`
  const problems = (told.length > 0 ? told : errors).slice(0, 20).map((error) => ({ field: fieldOf(error), message: messageOf(error) }))
  const first = problems[0]
  return failCommon(
    'INVALID_INPUT',
    first ? `${first.field || 'input'}: ${first.message}` : 'The input is not what this operation takes.',
    {
      field: first?.field,
      problems,
    },
  )
}

/** `/lines/0/quantity` -> `lines.0.quantity`; a missing or unknown field is named itself */
const fieldOf = ({ instancePath, keyword, params }: Problem): string => {
  const path = instancePath.split('/').slice(1)
  const named = keyword === 'required' && 'requiredProperties' in params ? params.requiredProperties : undefined
  const unknown = keyword === 'additionalProperties' && 'additionalProperties' in params ? params.additionalProperties : undefined
  const extra = Array.isArray(named) ? named[0] : Array.isArray(unknown) ? unknown[0] : undefined
  return (extra === undefined ? path : [...path, String(extra)]).join('.')
}

const messageOf = ({ keyword, message, params }: Problem): string => {
  if (keyword === 'required') return 'is missing'
  if (keyword === 'additionalProperties') return 'is not a field of this operation'
  if ('format' in params && params.format === 'no-card-number')
    return 'holds what looks like a card number. Please leave it out: cards are only ever typed at the payment provider.'
  const format = 'format' in params ? String(params.format) : ''
  return SENTENCES[format] ?? message
}

const SENTENCES: Record<string, string> = { currency: 'is no currency of ISO 4217', country: 'is no country of ISO 3166-1' }

/** In development and tests an answer that breaks its contract is a bug of ours and fails loudly. */
export const checkOutput = (op: Op, name: string, output: unknown): void => {
  if (op.answer !== 'json' || checkerOf(op.output).Check(output)) return
  const problem = checkerOf(op.output).Errors(output)[0]
  throw new Error(`${name} answered with what its contract does not promise: ${problem?.instancePath} ${problem?.message}`)
}

/** Is this payload what its event promises? Returns the first problem, or nothing. */
export const problemOf = (schema: TSchema, value: unknown): string | undefined => {
  if (checkerOf(schema).Check(value)) return undefined
  const problem = checkerOf(schema).Errors(value)[0]
  return `${problem?.instancePath} ${problem?.message}`
}
