import assert from 'node:assert/strict'
import { it } from 'node:test'
import { ownChanges } from '#admin/orders/own-changes.ts'

it('what the shop does right after one’s own change is no news; what others do, or the shop later, is', () => {
  const at = Date.parse('2026-11-21T08:00:00Z')
  ownChanges.add('mine', at)
  const entry = (seconds: number, who: string) => ({ at: new Date(at + seconds * 1_000).toISOString(), who })
  assert.equal(ownChanges.explains('mine', entry(2, 'shop')), true)
  assert.equal(ownChanges.explains('mine', entry(2, 'Bea')), false)
  assert.equal(ownChanges.explains('mine', entry(90, 'shop')), false)
  assert.equal(ownChanges.explains('another', entry(2, 'shop')), false)
})
