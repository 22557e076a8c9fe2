/** The contracts as an OpenAPI 3.1 document: JSON Schema is what they are written in, so nothing is translated. */
import type { TSchema } from 'typebox'
import type { Contract, Op } from './contract.ts'
import { COMMON_ERRORS } from './errors.ts'

type Json = Record<string, unknown>

const POLICY_TEXTS = {
  anyone: 'Anyone may call this.',
  customer: 'For anyone signed in.',
  staff: 'For staff and administrators.',
  admin: 'For administrators.',
  service: 'For the shop’s own services only.',
  development: 'For anyone, but not in production.',
}

/** `prefix` is where the operations are mounted, such as `/api`. Operations for the shop itself are left out. */
export const openApi = (contracts: Contract[], { prefix, version }: { prefix: string; version: string }): Json => {
  const paths: Record<string, Json> = {}
  for (const contract of contracts)
    for (const [name, op] of Object.entries(contract.ops)) {
      if (op.policy === 'service') continue
      const path = prefix + op.path
      paths[path] = { ...paths[path], [op.method.toLowerCase()]: operation(contract, name, op) }
    }
  const named: Record<string, unknown> = {}
  const shared = shareNamed(paths, named)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Souk',
      version,
      description:
        'Money is an integer of minor units with its currency. Errors are problem+json with a `code`. Send `Idempotency-Key` where you may have to repeat.',
    },
    tags: contracts.map((contract) => ({ name: contract.name, description: contract.title })),
    paths: shared,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'the token of POST /login' } },
      schemas: { Problem: PROBLEM, ...named },
    },
  }
}

/** A schema with a `title` is written once, by that name, however many answers carry it. */
const shareNamed = (value: unknown, named: Record<string, unknown>): unknown => {
  if (Array.isArray(value)) return value.map((one) => shareNamed(one, named))
  if (typeof value !== 'object' || value === null) return value
  const copy = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shareNamed(one, named)]))
  if (!('title' in value) || typeof value.title !== 'string' || !('type' in value)) return copy
  const known = named[value.title]
  if (known && JSON.stringify(known) !== JSON.stringify(copy)) throw new Error(`two schemas are called ${value.title}`)
  named[value.title] = copy
  return { $ref: `#/components/schemas/${value.title}` }
}

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'request_id'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string', description: 'what is wrong and what would be right' },
    field: { type: 'string', description: 'the input that is wrong' },
    request_id: { type: 'string' },
  },
}

const operation = (contract: Contract, name: string, op: Op): Json => {
  const properties = propertiesOf(op.input)
  const inPath = [...op.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  const rest = Object.keys(properties).filter((field) => !inPath.includes(field) && !['bytes', 'content_type', 'headers'].includes(field))
  const is_query = op.body === 'bytes' || op.method === 'GET' || op.method === 'DELETE'
  return {
    operationId: `${contract.name}.${name}`,
    tags: [contract.name],
    summary: op.summary,
    description: POLICY_TEXTS[op.policy],
    ...(op.policy === 'anyone' || op.policy === 'development' ? {} : { security: [{ bearer: [] }] }),
    parameters: [
      ...inPath.map((field) => ({ name: field, in: 'path', required: true, schema: properties[field] })),
      ...(is_query
        ? rest.map((field) => ({ name: field, in: 'query', required: isRequired(op.input, field), schema: properties[field] }))
        : []),
      ...(op.is_repeatable && op.method === 'POST'
        ? [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string', minLength: 1, maxLength: 200 } }]
        : []),
    ],
    ...(op.body === 'bytes' ? { requestBody: { content: { 'application/octet-stream': { schema: properties.bytes } } } } : {}),
    ...(!is_query
      ? { requestBody: { required: rest.length > 0, content: { 'application/json': { schema: without(op.input, inPath) } } } }
      : {}),
    responses: { [op.status]: success(op), ...failures(op) },
  }
}

const success = (op: Op): Json => ({
  description: 'Done',
  content:
    op.answer === 'stream'
      ? { 'text/event-stream': { schema: { type: 'string' } } }
      : op.answer === 'file'
        ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
        : { 'application/json': { schema: op.output } },
})

/**
 * Which of the common errors an operation cannot answer with. A token that is not valid is refused wherever it is presented (401), and
 * whoever is signed in is a customer at least.
 */
const NEVER: Partial<Record<keyof typeof COMMON_ERRORS, (op: Op) => boolean>> = {
  NOT_ALLOWED: ({ policy }) => policy !== 'staff' && policy !== 'admin',
  NO_SUCH_ROUTE: ({ policy }) => policy !== 'development',
  CROSS_SITE_REQUEST: ({ method }) => method === 'GET',
  BODY_TOO_LARGE: ({ method }) => method === 'GET',
  UNSUPPORTED_MEDIA_TYPE: ({ method, body }) => method === 'GET' || body === 'bytes',
}

/** Every status an operation can answer with, and the codes that come with it. */
const failures = (op: Op): Json => {
  const common = Object.entries(COMMON_ERRORS).filter(([code]) => !NEVER[code as keyof typeof COMMON_ERRORS]?.(op))
  const codes = [...Object.entries(op.errors), ...common]
  const byStatus = Map.groupBy(codes, ([, status]) => status)
  return Object.fromEntries(
    [...byStatus].map(([status, all]) => [
      status,
      {
        description: all.map(([code]) => code).join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

const propertiesOf = (schema: TSchema): Record<string, unknown> =>
  'properties' in schema ? (schema.properties as Record<string, unknown>) : {}
const isRequired = (schema: TSchema, field: string): boolean =>
  'required' in schema && Array.isArray(schema.required) && schema.required.includes(field)

const without = (schema: TSchema, fields: string[]): Json => ({
  ...schema,
  properties: Object.fromEntries(Object.entries(propertiesOf(schema)).filter(([field]) => !fields.includes(field))),
  required: ('required' in schema && Array.isArray(schema.required) ? schema.required : []).filter(
    (field) => !fields.includes(String(field)),
  ),
})
