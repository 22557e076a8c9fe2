import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { rowsTypedSince, typedSince } from '#admin/parts/typed-since.ts'

describe('a form that was typed in while it was saved', () => {
  const sent = { version: 1, title: ' Summer ', note: '', places: ['a'] }
  const saved = { version: 2, title: 'Summer', note: '', places: ['a'] }

  it('is what was saved where nothing was typed', () => {
    assert.deepEqual(typedSince({ sent, now: structuredClone(sent), saved }), saved)
  })

  it('keeps what was typed, and has the version and all else of what was saved', () => {
    const now = { ...sent, note: 'x', places: ['a', 'b'] }
    assert.deepEqual(typedSince({ sent, now, saved }), { version: 2, title: 'Summer', note: 'x', places: ['a', 'b'] })
  })

  it('gives a row that was made its id, and leaves its key, a row that was added since and one that was removed as they are', () => {
    const made = { key: 'new', id: '', text: 'a' }
    const old = { key: '1', id: '1', text: 'b' }
    const now = [
      { ...made, text: 'aa' },
      { key: 'newer', id: '', text: 'c' },
    ]
    const rows = rowsTypedSince({ sent: [made, old], now }, ({ text }) => (text === 'a' ? { key: '7', id: '7', text } : old))
    assert.deepEqual(rows, [{ key: 'new', id: '7', text: 'aa' }, now[1]])
  })
})
