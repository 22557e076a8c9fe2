import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupOf } from '#admin/customers/group-words.ts'

test('a group is written as price lists write it, however it is typed', () => {
  assert.equal(groupOf(' Trade Berlin '), 'trade-berlin')
  assert.equal(groupOf('trade'), 'trade')
  assert.equal(groupOf('  '), null)
  assert.equal(groupOf('Händler!'), undefined)
  assert.equal(groupOf('a'.repeat(51)), undefined)
})
