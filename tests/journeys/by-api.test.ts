/** The main job by API, in every shape the shop can run in. */
import { after, before, describe } from 'node:test'
import { type RunningShop, type Shape, startShop } from '#tests/kit/running-shop.ts'
import { buyAndApprove } from './buy-and-approve.ts'
import { keeperByApi, shopperByApi } from './by-api.ts'

const { TEST_SERVER_URL, TEST_NATS_URL } = process.env

const shapes: (Shape & { missing?: string | false })[] = [
  { name: 'one process, embedded database' },
  { name: 'one process, PostgreSQL server', server_url: TEST_SERVER_URL, missing: !TEST_SERVER_URL && 'no PostgreSQL server was found' },
  { name: 'services, events over HTTP', is_split: true },
  { name: 'services, events over NATS', is_split: true, nats_url: TEST_NATS_URL, missing: !TEST_NATS_URL && 'no NATS server was found' },
]

for (const { missing, ...shape } of shapes)
  describe(shape.name, { skip: missing || false }, () => {
    let shop: RunningShop
    before(async () => {
      shop = await startShop(shape)
    })
    after(() => shop?.stop())
    buyAndApprove('by API', { shopper: async () => shopperByApi(shop), keeper: async () => keeperByApi(shop) })
  })
