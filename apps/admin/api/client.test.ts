import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { requestOf } from '#admin/api/client.ts'
import { catalog } from '#modules/catalog/contract.ts'
import { imports } from '#modules/imports/contract.ts'
import { orders } from '#modules/orders/contract.ts'

const order_id = '01939c2e-0000-7000-8000-000000000001'

describe('a request is made from the contract', () => {
  it('what stands in the path is not sent again in the body', () => {
    const { method, url, body } = requestOf(orders.ops.confirmOrder, { order_id, version: 3, note: undefined })
    assert.deepEqual({ method, url, body }, { method: 'POST', url: `/api/orders/${order_id}/confirm`, body: '{"version":3}' })
  })

  it('inputs of a list go into its query; what is not given is left out', () => {
    const { method, url, body } = requestOf(orders.ops.listOrders, { state: 'pending', query: 'Zoë & Co', page: undefined })
    assert.deepEqual(
      { method, url, body },
      { method: 'GET', url: '/api/admin/orders?state=pending&query=Zo%C3%AB+%26+Co', body: undefined },
    )
  })

  it('a path value cannot leave its place', () => {
    assert.equal(requestOf(catalog.ops.readProduct, { product: '../me?x=1' }).url, '/api/products/..%2Fme%3Fx%3D1')
  })

  it('raw bytes are sent as they are, the other inputs beside them in the query', async () => {
    const bytes = new TextEncoder().encode('Handle,Title\n')
    const input = { bytes, content_type: 'text/csv', headers: {}, file_name: 'all products.csv', dry_run: true }
    const { url, type, body } = requestOf(imports.ops.startImport, input)
    assert.equal(url, '/api/imports?file_name=all+products.csv&dry_run=true')
    assert.equal(type, 'text/csv')
    assert.equal(await new Response(body).text(), 'Handle,Title\n')
  })
})
