import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Code, Line, op, Strict, t } from './contract.ts'
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
