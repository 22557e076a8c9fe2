import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { testShop } from '#platform/testing.ts'
import { customers } from './contract.ts'
import { customersModule } from './module.ts'

const shop = await testShop({ customers }, [customersModule({ secret: new Uint8Array(32) })])
const people = shop.clients.customers

test('staff set on what terms someone buys; what is left out stays, and a stranger buys on the usual ones', async () => {
  const { user } = await people.register({ email: 'ada@example.com', password: 'correct horse battery' })
  assert.deepEqual(await people.readTerms({ user_id: user.user_id }), { user_id: user.user_id, customer_group: null, is_tax_exempt: false })
  await people.changeTerms({ user_id: user.user_id, customer_group: 'trade' })
  await people.changeTerms({ user_id: user.user_id, is_tax_exempt: true })
  assert.deepEqual(await people.readTerms({ user_id: user.user_id }), {
    user_id: user.user_id,
    customer_group: 'trade',
    is_tax_exempt: true,
  })
  const { customer_group } = await people.changeTerms({ user_id: user.user_id, customer_group: null })
  assert.equal(customer_group, null)
  assert.equal((await people.readTerms({ user_id: newId() })).customer_group, null)
  await assert.rejects(people.changeTerms({ user_id: newId(), is_tax_exempt: true }), (error) => isFailure(error, 'NOT_FOUND'))
})

test('staff see on what terms someone buys, and find everyone of a group by its name', async () => {
  const { user } = await people.register({ email: 'bea@example.com', name: 'Bea', password: 'correct horse battery' })
  const { customer } = await people.readCustomer({ user_id: user.user_id })
  assert.deepEqual(customer, { ...user, customer_group: null, is_tax_exempt: false })
  await people.changeTerms({ user_id: user.user_id, customer_group: 'florists' })
  const { users } = await people.listCustomers({ query: 'florists' })
  assert.deepEqual(
    users.map(({ name, customer_group }) => [name, customer_group]),
    [['Bea', 'florists']],
  )
  await assert.rejects(people.readCustomer({ user_id: newId() }), (error) => isFailure(error, 'NOT_FOUND'))
})
