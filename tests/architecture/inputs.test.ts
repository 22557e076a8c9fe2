/** What comes in can be kept: every integer has bounds, and no text may hold NUL, which PostgreSQL refuses. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Id, Line, Nullable, Strict, t } from '#platform/contract.ts'
import { allContracts } from '#tools/docs/all-modules.ts'
import { unkeepable } from './inputs.ts'

/** Bytes come with what the edge says of them, which no header can hold NUL in. */
const OF_BYTES = /\.(content_type|headers)(\.\*)? /

test('every integer of every input has bounds, and no text may hold NUL', () => {
  const found = allContracts().flatMap((contract) =>
    Object.entries(contract.ops).flatMap(([name, op]) =>
      unkeepable(op.input, `${contract.name}.${name}`).filter((fault) => op.body !== 'bytes' || !OF_BYTES.test(fault)),
    ),
  )
  assert.deepEqual(found, [])
})

test('what cannot be kept is found, wherever it stands', () => {
  const wrong = Strict({
    count: t.Integer(),
    half: t.Optional(Nullable(t.Integer({ minimum: 0 }))),
    huge: t.Integer({ minimum: 0, maximum: 2 ** 53 }),
    ratio: t.Number(),
    words: t.Array(t.String({ maxLength: 9 })),
    typed: t.String({ format: 'no-card-number' }),
    lines: t.String({ pattern: '^[^\\n]*$' }),
    names: t.Record(t.String(), Line(9)),
    open: t.Unknown(),
    ok: t.Object({ id: Id, n: t.Integer({ minimum: 0, maximum: 9 }), word: t.String({ pattern: '^[a-z]+$' }) }),
  })
  assert.deepEqual(
    unkeepable(wrong, 'op').map((fault) => fault.split(' ')[0]),
    ['op.count', 'op.half', 'op.huge', 'op.ratio', 'op.words[]', 'op.typed', 'op.lines', 'op.names', 'op.open'],
  )
})
