import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documents } from '#modules/documents/contract.ts'
import { orders } from '#modules/orders/contract.ts'
import { payments } from '#modules/payments/contract.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { Account, ledger } from './contract.ts'
import { ledgerModule } from './module.ts'

const shop = await testShop({ ledger }, [ledgerModule, fakeModule(orders, {}), fakeModule(payments, {}), fakeModule(documents, {})])

test('every account of the contract is there, in its order, and has a title', async () => {
  const { accounts } = await shop.clients.ledger.listAccounts({}, { actor: { kind: 'service', name: 'test' } })
  assert.deepEqual(
    accounts.map(({ account }) => account),
    Account.enum,
  )
  assert.equal(accounts.find(({ account }) => account === 'tax_payable')?.title, 'Tax to be paid')
})
