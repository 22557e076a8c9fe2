/**
 * What a module promises to the others and to the world: operations and events as typed data.
 * Free of any server code, so that browsers, pages and documents can read a contract as well.
 */
import { type Static, type TSchema, Type as t } from 'typebox'

export { type Static, t }

/**
 * Who may call an operation. There is no default: an operation without a policy does not compile.
 * - `anyone`: no sign-in. What it returns of a person must be guarded by an unguessable id or token in the input.
 * - `customer`: anyone signed in, staff included.
 * - `staff`: staff and administrators. `admin`: administrators only.
 * - `service`: other modules of this shop, never the outside.
 * - `development`: anyone, but outside production only (404 in production).
 */
export type Policy = 'anyone' | 'customer' | 'staff' | 'admin' | 'service' | 'development'

export type Role = 'customer' | 'staff' | 'admin'

/** Who is acting. `service` is the shop itself: a job, the reconciler, a neighbour. */
export type Actor = { kind: 'anonymous' } | { kind: 'user'; user_id: string; role: Role; name: string } | { kind: 'service'; name: string }

/** What travels along with every call, over both links. */
export type Call = {
  /** the person (or job) on whose behalf this runs; carried from module to module */
  actor: Actor
  /** the part of this shop that calls: a module or a face; absent when the call comes from outside */
  via?: string
  request_id: string
  /** from the `Idempotency-Key` header: the same key means the same effect */
  idempotency_key?: string
  /** the session or token that was presented, for signing out */
  session_token?: string
  /** network address of the caller as far as it is theirs, for throttling only: see network-address.ts */
  address?: string
  /** stops when the caller is gone or its deadline has passed */
  signal?: AbortSignal
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type Route = `${Method} /${string}`

export type Op<I extends TSchema = TSchema, O extends TSchema = TSchema> = {
  method: Method
  /** with `{name}` for inputs that stand in the path; the rest comes from the query (GET, DELETE) or the JSON body */
  path: string
  /** one line for the API reference */
  summary: string
  policy: Policy
  input: I
  output: O
  /** error code -> HTTP status; `fail` refuses a code that is not declared */
  errors: Record<string, number>
  /** status of success */
  status: number
  /** may a caller repeat it after a lost answer? GET, PUT and DELETE always; others only when they say so */
  is_repeatable: boolean
  /** `bytes`: the raw request body arrives as `bytes`, its type as `content_type`, its headers as `headers` */
  body: 'json' | 'bytes'
  /** `file`: output is {@link File}; `stream`: output is an async iterable of {@link StreamEvent} */
  answer: 'json' | 'file' | 'stream'
  /** finished answers may be kept until one of these tags changes; only for answers that are the same for everyone */
  cache: readonly string[]
}

type OpOptions<I extends TSchema, O extends TSchema> = { summary: string; policy: Policy; input: I; output: O } & Partial<
  Pick<Op, 'errors' | 'status' | 'is_repeatable' | 'body' | 'answer' | 'cache'>
>

/** Declares one operation: `op('POST /orders', { ... })`. */
export const op = <I extends TSchema, O extends TSchema>(route: Route, options: OpOptions<I, O>): Op<I, O> => {
  const [method, path] = route.split(' ') as [Method, string] // the template type holds both parts
  return {
    errors: {},
    status: 200,
    is_repeatable: method === 'GET' || method === 'PUT' || method === 'DELETE',
    body: 'json',
    answer: 'json',
    cache: [],
    ...options,
    method,
    path,
  }
}

/** Something that happened. Events of one aggregate (one order, one product) arrive in the order they happened. */
export type EventSpec<P extends TSchema = TSchema> = { aggregate: string; payload: P }

/** Declares an event: the payload's field that names the aggregate, and the payload. */
export const event = <P extends TSchema>(aggregate: string, payload: P): EventSpec<P> => ({ aggregate, payload })

export type Contract = { name: string; title: string; ops: Record<string, Op>; events: Record<string, EventSpec> }

export const contract = <
  O extends Record<string, Op<TSchema, TSchema>>,
  E extends Record<string, EventSpec> = Record<never, EventSpec>,
>(definition: {
  name: string
  title: string
  ops: O
  events?: E
}): { name: string; title: string; ops: O; events: E } => ({ ...definition, events: definition.events ?? ({} as E) })

export type Input<O extends Op> = Static<O['input']>
export type Output<O extends Op> = Static<O['output']>
export type Payload<E extends EventSpec> = Static<E['payload']>

/** An event as a subscriber gets it. */
export type Occurred<E extends EventSpec = EventSpec> = {
  event_id: string
  type: string
  aggregate_id: string
  /** rises within the emitting module; later events of an aggregate have higher numbers */
  sequence: number
  occurred_at: string
  payload: Payload<E>
}

/** The same type whether the module is in this process or behind HTTP. */
export type Client<C extends Contract> = {
  [K in keyof C['ops']]: (input: Input<C['ops'][K]>, call?: Partial<Call>) => Promise<Output<C['ops'][K]>>
}

// ---- shapes that every contract speaks in -----------------------------------------------------------------------

/** An object that refuses fields it does not know (no mass assignment). */
export const Strict = <P extends Record<string, TSchema>>(properties: P, options: { title?: string; description?: string } = {}) =>
  t.Object(properties, { additionalProperties: false, ...options })

export const Nullable = <S extends TSchema>(schema: S) => t.Union([schema, t.Null()])

/** One of a closed list of words, which pages read from it as `enum`. */
export const OneOf = <const W extends readonly string[]>(words: W) =>
  Object.assign(t.Unsafe<W[number]>({ type: 'string' }), { enum: words })

export const Id = t.String({ format: 'uuid', description: 'UUID' })
export const Time = t.String({ format: 'date-time', description: 'ISO 8601, UTC' })
export const Email = t.String({ format: 'email', maxLength: 254 })
export const Slug = t.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 200 })
export const Locale = t.String({ pattern: '^[a-z]{2}(-[A-Z]{2})?$', description: 'BCP 47, such as `en` or `de`' })
export const Currency = t.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' })
/** A currency that exists, for what people set a price or a value in; see `isCurrency` of money.ts. */
export const KnownCurrency = t.String({ pattern: '^[A-Z]{3}$', format: 'currency', description: 'ISO 4217' })
/** A country that exists, for addresses that people write; see `isCountry` of countries.ts. */
export const Country = t.String({ pattern: '^[A-Z]{2}$', format: 'country', description: 'ISO 3166-1 alpha-2' })
export const Amount = t.Integer({ minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER, description: 'in minor units' })
export const Money = t.Object(
  { amount: Amount, currency: Currency },
  { title: 'Money', description: 'amount in minor units of the currency' },
)
export type Money = Static<typeof Money>
/** What something is worth, such as a price: nothing at least, and no more than a number can say exactly. */
export const Worth = t.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'in minor units' })
/** Counts the changes of a row, in an `integer` of PostgreSQL. */
export const Version = t.Integer({ minimum: 0, maximum: 2_147_483_647, description: 'of what was looked at' })
export const Quantity = t.Integer({ minimum: 1, maximum: 10_000, description: 'sellable units' })
export const Page = t.Integer({ minimum: 1, maximum: 500, description: 'page number, from 1' })
export const Limit = t.Integer({ minimum: 1, maximum: 100, description: 'items a page' })
/** A line of text a person typed: not empty, no control characters, no card number. */
export const Line = (maxLength: number) =>
  t.String({ minLength: 1, maxLength, pattern: '^[^\\u0000-\\u001f\\u007f]*$', format: 'no-card-number' })
/** Several lines, without a card number; NUL is refused, which PostgreSQL cannot store. */
export const Text = (maxLength: number) => t.String({ maxLength, pattern: '^[^\\u0000]*$', format: 'no-card-number' })
/** A code: SKU, barcode, tracking number, coupon. A long number in it is what it is, and not taken for a card's. */
export const Code = (maxLength: number) => t.String({ minLength: 1, maxLength, pattern: '^[^\\u0000-\\u001f\\u007f]*$' })
/** Text as programs hand it on: a token, a password, a name that is looked up. NUL is refused here too. */
export const Plain = (maxLength: number, options: { minLength?: number; description?: string } = {}) =>
  t.String({ maxLength, pattern: '^[^\\u0000]*$', ...options })
/** Where something goes to or comes from, as far as taxes and shipping ask. */
export const Place = t.Object({
  country: t.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' }),
  region: t.Optional(Text(100)),
  postal_code: t.Optional(Text(20)),
})
export type Place = Static<typeof Place>
/** A part of the world that places can lie in; `platform/places.ts` says which. */
export const Area = Strict({
  country: t.String({ pattern: '^([A-Z]{2}|\\*)$', description: 'ISO 3166-1 alpha-2, or `*` for every country' }),
  region: t.Optional(Plain(100, { minLength: 1, description: 'such as `CA`; as addresses name it' })),
  postal_codes: t.Optional(
    t.Array(t.String({ pattern: '^[0-9A-Za-z][0-9A-Za-z -]*(\\.\\.[0-9A-Za-z][0-9A-Za-z -]*)?$', maxLength: 41 }), {
      minItems: 1,
      maxItems: 500,
      description: 'beginnings of postal codes, such as `35`, or ranges of them, such as `10000..19999`',
    }),
  ),
})
export type Area = Static<typeof Area>

/** A sentence without a language: a face says it in its reader's. The English of it stands beside, as `text`. */
export const Said = t.Object({
  sentence: t.String({ description: 'such as `amount_missing`' }),
  params: t.Record(t.String(), t.Union([t.String(), t.Number(), Money])),
})
export type Said = Static<typeof Said>

/**
 * How a number came about, step by step, for people and programs: "why does this cost that?". `rule` names what decided (such as
 * `price_list`, `promotion`, `tax_rate`), `id` which one, `text` says it in a sentence, `amount` is what the step added or took away.
 */
export const Why = t.Array(
  t.Object({ rule: t.String(), id: Nullable(t.String()), text: t.String(), amount: Nullable(Money), said: t.Optional(Said) }),
  { title: 'Why' },
)
export type Why = Static<typeof Why>

export const Bytes = t.Unsafe<Uint8Array>({ type: 'string', format: 'binary' })

/** Answer of an operation with `answer: 'file'`. A public file never changes under its name. */
export const File = t.Object({ content_type: t.String(), bytes: Bytes, is_public: t.Boolean(), name: t.Optional(t.String()) })
export type File = Static<typeof File>

/** One server-sent event; `id` is what `Last-Event-ID` resumes from. */
export type StreamEvent = { id: string; event: string; data: unknown }
export const Stream = t.Unsafe<AsyncIterable<StreamEvent>>({ type: 'string', description: 'text/event-stream' })
