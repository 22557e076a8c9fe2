/** What of an operation's input could come to PostgreSQL and not be kept there. */
import type { TSchema } from 'typebox'

type Schema = {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  patternProperties?: Record<string, Schema>
  items?: Schema
  minimum?: number
  maximum?: number
  pattern?: string
  format?: string
}

/** Formats that no text with NUL has; see platform/input.ts. */
const FORMATS = new Set(['uuid', 'email', 'date', 'date-time', 'binary'])
const WITH_NUL = ['\u0000', 'a\u0000', '\u0000a', 'a\u0000a', '1\u0000', 'a\n\u0000']
const takesNul = (pattern: string): boolean => WITH_NUL.some((text) => new RegExp(pattern).test(text))

/** Integers without both bounds, other numbers, and texts and keys that may hold NUL, by their path. */
export const unkeepable = (schema: TSchema, path: string): string[] => look(schema as Schema, path)

const look = (schema: Schema, path: string): string[] => {
  const { type, anyOf, allOf, items } = schema
  if (schema.const !== undefined || schema.enum || type === 'boolean' || type === 'null') return []
  if (anyOf ?? allOf) return (anyOf ?? allOf ?? []).flatMap((one) => look(one, path))
  if (type === 'array' && items) return look(items, `${path}[]`)
  if (type === 'object') return lookInside(schema, path)
  if (type === 'integer') return isBounded(schema) ? [] : [`${path} is an integer without bounds that are exact`]
  if (type === 'string') return isKept(schema) ? [] : [`${path} is text that may hold NUL`]
  return [`${path} is ${type ?? 'anything'}`]
}

const lookInside = ({ properties = {}, patternProperties = {} }: Schema, path: string): string[] => [
  ...Object.entries(properties).flatMap(([name, one]) => look(one, `${path}.${name}`)),
  ...Object.entries(patternProperties).flatMap(([pattern, one]) => [
    ...(takesNul(pattern) ? [`${path} has keys that may hold NUL`] : []),
    ...look(one, `${path}.*`),
  ]),
]

const isBounded = ({ minimum, maximum }: Schema): boolean => Number.isSafeInteger(minimum) && Number.isSafeInteger(maximum)

const isKept = ({ pattern, format }: Schema): boolean => (pattern ? !takesNul(pattern) : format !== undefined && FORMATS.has(format))
