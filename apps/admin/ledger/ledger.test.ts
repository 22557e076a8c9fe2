import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readLedgerSearch } from '#admin/ledger/ledger-search.ts'
import { accountWords, sidesOf } from '#admin/ledger/ledger-words.ts'

describe('the books on screen', () => {
  it('an address is read as far as it makes sense', () => {
    assert.deepEqual(readLedgerSearch({ view: 'balances', account: 'sales', from: '2026-11-01', to: '2026-13-01', order: 'x' }), {
      view: 'balances',
      account: 'sales',
      from: '2026-11-01',
      to: undefined,
      order: undefined,
    })
  })

  it('an account is called by its name and what it is divided by', () => {
    assert.equal(accountWords('tax_payable', '1900'), 'Tax payable, 19 %')
    assert.equal(accountWords('provider_clearing', 'simulated'), 'Provider clearing, simulated')
    assert.equal(accountWords('bank', ''), 'Bank')
  })

  it('a debit and a credit stand on sides of their own, both positive', () => {
    assert.deepEqual(sidesOf({ amount: 1250, currency: 'EUR' }), { debit: '€12.50', credit: '' })
    assert.deepEqual(sidesOf({ amount: -1250, currency: 'EUR' }), { debit: '', credit: '€12.50' })
  })
})
