import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Code, Country, Id, KnownCurrency, Line, Nullable, op, Strict, Time, t, Version } from './contract.ts'
import { isFailure } from './errors.ts'
import { checkInput } from './input.ts'

const say = op('POST /say', {
  summary: 'say',
  policy: 'anyone',
  input: Strict({ name: Line(30), lines: t.Array(Strict({ quantity: t.Integer({ minimum: 1, maximum: 9 }) })), sku: t.Optional(Code(20)) }),
  output: t.Object({}),
})
const problemsOf = (input: unknown): string[] => {
  try {
    checkInput(say, input)
    return []
  } catch (error) {
    assert.ok(isFailure(error, 'INVALID_INPUT'))
    const problems = error.details.problems
    assert.ok(Array.isArray(problems))
    return problems.map(({ field, message }: { field: string; message: string }) => `${field} ${message}`)
  }
}

test('a field that an operation does not know is refused by its name, in a sentence a person can use', () => {
  assert.deepEqual(problemsOf({ name: 'Ada', lines: [], price: 1 }), ['price is not a field of this operation'])
  assert.deepEqual(problemsOf({ name: 'Ada', lines: [{ quantity: 1, price: 0 }] }), ['lines.0.price is not a field of this operation'])
})

test('a field that is missing is named; numbers are never made of anything else', () => {
  assert.deepEqual(problemsOf({ lines: [] }), ['name is missing'])
  for (const quantity of ['5', true, null, [5], 1.5, 0, 10, Number.POSITIVE_INFINITY])
    assert.equal(problemsOf({ name: 'Ada', lines: [{ quantity }] })[0]?.split(' ')[0], 'lines.0.quantity', String(quantity))
})

test('what looks like a card number is refused where people type, and allowed where products have their codes', () => {
  assert.match(problemsOf({ name: '4111 1111 1111 1111', lines: [] }).join(), /^name holds what looks like a card number/)
  assert.deepEqual(problemsOf({ name: 'Ada', lines: [], sku: '4006381333931' }), [])
})

test('a time is one that PostgreSQL can keep: years 1 to 9999, offsets of 14 hours, no leap seconds', () => {
  const when = op('POST /when', {
    summary: 'when',
    policy: 'anyone',
    input: Strict({ at: Time, day: t.String({ format: 'date' }) }),
    output: t.Object({}),
  })
  const takes = (at: string, day = '2026-02-28') => {
    try {
      return Boolean(checkInput(when, { at, day }))
    } catch {
      return false
    }
  }
  const right = [
    '2026-02-28T23:59:59Z',
    '2026-02-28T23:59:59.123456+14:00',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '2026-02-28t10:00:00-12:00',
  ]
  const wrong = [
    ...['2027-02-28T23:59:59+23:59', '2027-02-28T23:59:59-14:01', '0000-01-01T00:00:00Z', '0001-01-01T00:00:00+00:01'],
    ...['9999-12-31T23:59:59-00:01', '2016-12-31T23:59:60Z', '2026-02-30T00:00:00Z', '2026-02-28 00:00:00Z', '2026-02-28T00:00:00'],
  ]
  assert.deepEqual(
    right.filter((at) => !takes(at)),
    [],
  )
  assert.deepEqual(
    wrong.filter((at) => takes(at)),
    [],
  )
  assert.deepEqual(
    ['0000-01-01', '2026-02-30', '2026-2-3'].filter((day) => takes(right[0]!, day)),
    [],
  )
})

test('a version is one that an integer of PostgreSQL holds', () => {
  const change = op('POST /change', { summary: 'change', policy: 'anyone', input: Strict({ version: Version }), output: t.Object({}) })
  for (const version of [0, 2_147_483_647]) assert.ok(checkInput(change, { version }))
  for (const version of [-1, 2_147_483_648, 1e300])
    assert.throws(
      () => checkInput(change, { version }),
      (error) => isFailure(error, 'INVALID_INPUT'),
    )
})

test('ids arrive in small letters, wherever they stand, and what was sent is not changed', () => {
  const [id, other] = ['0198a3c4-5d6e-7f80-9abc-def012345678', '0198A3C4-5D6E-7F80-9ABC-DEF012345678']
  const many = op('POST /many', {
    summary: 'many',
    policy: 'anyone',
    input: Strict({
      order_id: Id,
      name: Line(50),
      parent_id: t.Optional(Nullable(Id)),
      ids: t.Optional(t.Array(Id)),
      lines: t.Optional(t.Array(Strict({ line_id: Id, quantity: t.Integer({ minimum: 1, maximum: 9 }) }))),
      by_name: t.Optional(t.Record(t.String({ pattern: '^[A-F]+$' }), Id)),
    }),
    output: t.Object({}),
  })
  const given = {
    ...{ order_id: other, name: other, parent_id: other, ids: [id, other] },
    ...{ lines: [{ line_id: other, quantity: 1 }], by_name: { ABC: other } },
  }
  const kept = structuredClone(given)
  assert.deepEqual(checkInput(many, given), {
    ...{ order_id: id, name: other, parent_id: id, ids: [id, id] },
    ...{ lines: [{ line_id: id, quantity: 1 }], by_name: { ABC: id } },
  })
  assert.deepEqual(given, kept)
  const lower = { order_id: id, name: 'Ada', parent_id: null }
  assert.equal(checkInput(many, lower), lower)
})

test('a country and a currency are ones that exist, which is said in a sentence', () => {
  const priced = op('POST /priced', {
    summary: 'priced',
    policy: 'anyone',
    input: Strict({ country: Country, currency: KnownCurrency }),
    output: t.Object({}),
  })
  for (const [country, currency] of [
    ['DE', 'EUR'],
    ['XK', 'CLF'],
    ['AX', 'KWD'],
  ])
    assert.ok(checkInput(priced, { country, currency }))
  for (const country of ['XX', 'ZZ', 'UK', 'de']) assert.throws(() => checkInput(priced, { country, currency: 'EUR' }), /^Failure: country/)
  for (const currency of ['ZZZ', 'XXX', 'eur']) assert.throws(() => checkInput(priced, { country: 'DE', currency }), /^Failure: currency/)
  assert.throws(() => checkInput(priced, { country: 'XX', currency: 'EUR' }), /country: is no country of ISO 3166-1/)
})
