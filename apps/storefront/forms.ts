/** Forms without scripts: read a body, check it against the contract, and tell each field what is wrong with it. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { TObject } from 'typebox'
import { Value } from 'typebox/value'
import type { Money, Static } from '#platform/contract.ts'
import { type Failure, isFailure } from '#platform/errors.ts'
import { isMessage, type Translate } from './messages.ts'

export type Values = Record<string, string>
/** field name -> what is wrong with it; `''` for what concerns the form as a whole */
export type Problems = Record<string, string>
export type Read<S extends TObject> = { values: Values; problems: Problems; input: Static<S> | null }

const FORM_LIMIT = 64 * 1024

/** Forms arrive as the browser sends them; only inside the storefront, so the API stays JSON only. */
export const acceptForms = (app: FastifyInstance): void => {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: FORM_LIMIT }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
}

/** The fields of a form or a query as texts; anything else in them is left out. */
export const textsOf = (from: unknown): Values => {
  if (typeof from !== 'object' || from === null) return {}
  return Object.fromEntries(Object.entries(from).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

/** Reads the fields a schema names. Empty ones count as left out; passwords are never trimmed. */
export const readForm = <S extends TObject>(schema: S, request: Pick<FastifyRequest, 'body'>, t: Translate): Read<S> => {
  const sent = textsOf(request.body)
  const values: Values = {}
  for (const name of Object.keys(schema.properties)) {
    const text = name.includes('password') ? sent[name] : sent[name]?.trim()
    if (text) values[name] = text
  }
  if (Value.Check(schema, values)) return { values, problems: {}, input: values }
  const problems: Problems = {}
  for (const error of Value.Errors(schema, values)) {
    if (error.keyword === 'required') for (const name of error.params.requiredProperties) problems[name] ??= t('form.required')
    else problems[error.instancePath.slice(1)] ??= told(error, t)
  }
  return { values, problems, input: null }
}

const told = (error: { keyword: string; params: object }, t: Translate): string => {
  const limit = 'limit' in error.params ? Number(error.params.limit) : 0
  if (error.keyword === 'maxLength') return t('form.too_long', { limit })
  if (error.keyword === 'minLength') return t('form.too_short', { limit })
  const format = 'format' in error.params ? error.params.format : undefined
  if (format === 'email') return t('form.email')
  if (format === 'no-card-number') return t('form.card_number')
  return t('form.invalid')
}

/** An expected failure in words for the shopper. */
export const tell = (failure: Failure, t: Translate): string => {
  const key = `error.${failure.code}`
  const facts = Object.fromEntries(
    Object.entries(failure.details).filter((entry): entry is [string, string | number] => ['string', 'number'].includes(typeof entry[1])),
  )
  if (failure.code === 'OUT_OF_STOCK' && Number(facts.available) > 0) return t('error.only_left', facts)
  return isMessage(key) ? t(key, facts) : t('form.invalid')
}

/** A failure that a shopper can do something about. Anything else is thrown on, to the page for what is our fault or away. */
export const expected = (error: unknown): Failure => {
  if (!isFailure(error) || (error.status ?? 500) >= 500) throw error
  return error
}

/** Puts a failure to the field it is about, as far as the form has one. Anything unexpected is thrown on. */
export const problemsOf = (error: unknown, t: Translate, fields: Partial<Record<string, string>> = {}): Problems => {
  const failure = expected(error)
  const field = fields[failure.code] ?? failure.details.field?.split('.').at(-1) ?? ''
  return { [field]: tell(failure, t) }
}

/**
 * Where to go after signing in: only a path of this shop. Browsers read `//host` and `/\host` as another site and drop tabs and line breaks.
 * The path is told as the parsed address has it: percent-encoded, as headers need it.
 */
export const safeNext = (next: unknown, otherwise: string): string => {
  if (typeof next !== 'string' || !/^\/(?![/\\])[^\\\s\p{Cc}]*$/u.test(next)) return otherwise
  const { origin, pathname, search, hash } = new URL(next, 'http://shop.invalid')
  return origin === 'http://shop.invalid' && !pathname.startsWith('//') ? pathname + search + hash : otherwise
}

/** The sum that stood on the page the form was sent from; undefined when the form does not say. */
export const seenTotal = ({ expected_amount, expected_currency = '' }: Values): Money | undefined => {
  const amount = wholeNumber(expected_amount)
  return amount !== undefined && /^[A-Z]{3}$/.test(expected_currency) ? { amount, currency: expected_currency } : undefined
}

export const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^(0|[1-9][0-9]{0,14})$/.test(text) ? Number(text) : undefined
