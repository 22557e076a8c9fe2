/** Ids are written in one way: a UUID in capitals is the same id (RFC 9562, section 4), and is compared, hashed and signed as text. */
import type { TSchema } from 'typebox'
import { Format } from 'typebox/format'

type Schema = {
  format?: string
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  patternProperties?: Record<string, Schema>
}
type Lower = (value: unknown) => unknown

const plans = new WeakMap<TSchema, { lower: Lower | undefined }>()

/** The same value with its ids in small letters. What was given is not changed; where there is nothing to do, it is what was given. */
export const lowerIds = (schema: TSchema, value: unknown): unknown => {
  let plan = plans.get(schema)
  if (!plan) {
    plan = { lower: planOf(schema as Schema) }
    plans.set(schema, plan)
  }
  return plan.lower ? plan.lower(value) : value
}

const planOf = (schema: Schema): Lower | undefined => {
  const { format, anyOf, items, properties = {}, patternProperties = {} } = schema
  if (format === 'uuid') return lowerId
  if (anyOf) return inTurn(anyOf.flatMap((one) => planOf(one) ?? []))
  const each = items ? planOf(items) : Object.values(patternProperties).map(planOf).find(Boolean)
  if (each && items) return (value) => (Array.isArray(value) ? inList(value, each) : value)
  if (each) return (value) => (isObject(value) ? inObject(value, Object.keys(value), () => each) : value)
  const plans = new Map(
    Object.entries(properties).flatMap(([name, one]) => [planOf(one)].flatMap((plan) => (plan ? [[name, plan] as const] : []))),
  )
  if (plans.size === 0) return undefined
  const names = [...plans.keys()]
  return (value) => (isObject(value) ? inObject(value, names, (name) => plans.get(name)) : value)
}

const isId = Format.Get('uuid')
const lowerId: Lower = (value) => (typeof value === 'string' && /[A-F]/.test(value) && isId?.(value) ? value.toLowerCase() : value)

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const inTurn = (plans: Lower[]): Lower | undefined =>
  plans.length > 0 ? (value) => plans.reduce((so_far, plan) => plan(so_far), value) : undefined

const inList = (values: unknown[], each: Lower): unknown[] => {
  const lowered = values.map(each)
  return lowered.some((value, i) => value !== values[i]) ? lowered : values
}

const inObject = (
  value: Record<string, unknown>,
  names: string[],
  planFor: (name: string) => Lower | undefined,
): Record<string, unknown> => {
  let lowered = value
  for (const name of names) {
    const was = value[name]
    const now = planFor(name)?.(was)
    if (now === was) continue
    if (lowered === value) lowered = { ...value }
    lowered[name] = now
  }
  return lowered
}
