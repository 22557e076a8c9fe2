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
    assert.equal(accountWords('Tax to be paid', { account: 'tax_payable', detail: '1900' }), 'Tax to be paid, 19 %')
    assert.equal(
      accountWords('With payment providers', { account: 'provider_clearing', detail: 'simulated' }),
      'With payment providers, simulated',
    )
    assert.equal(accountWords('Bank', { account: 'bank', detail: '' }), 'Bank')
  })

  it('a debit and a credit stand on sides of their own, both positive', () => {
    assert.deepEqual(sidesOf({ amount: 1250, currency: 'EUR' }), { debit: '€12.50', credit: '' })
    assert.deepEqual(sidesOf({ amount: -1250, currency: 'EUR' }), { debit: '', credit: '€12.50' })
  })
})
