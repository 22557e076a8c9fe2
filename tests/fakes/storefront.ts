/** The storefront behind the real HTTP edge, with a shop in memory behind it. */
import '#platform/tsx.ts'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { openTraffic } from '#platform/give-way.ts'
import { openHttp } from '#platform/http.ts'
import '#platform/input.ts' // the formats that schemas name, as the links of a whole shop bring them
import { openPageCache } from '#platform/page-cache.ts'
import { buildFaces } from '#tools/build-faces.ts'
import { type FakeShop, fakeShop } from './shop.ts'

export type OpenStorefront = { app: FastifyInstance; fake: FakeShop }

type Options = {
  public_url?: string /** what else the shop serves, such as pictures */
  beside?(app: FastifyInstance, fake: FakeShop): void
}

export const openStorefront = async ({ public_url = 'http://localhost:3000', beside }: Options = {}): Promise<OpenStorefront> => {
  await buildFaces(() => {}, { only: 'storefront' })
  const { storefront } = await import('#storefront/plugin.ts')
  const fake = fakeShop()
  const app = openHttp({
    traffic: openTraffic(),
    service: 'shop',
    log: pino({ level: process.env.LOG_LEVEL ?? 'silent' }),
    is_production: false,
    public_url: () => public_url,
    call_key: new Uint8Array(32),
    trust_proxy: false,
    authenticate: async (token) => {
      const user = fake.users.get(fake.sessions.get(token) ?? '')
      return user ? { kind: 'user', user_id: user.user_id, role: user.role, name: user.name } : { kind: 'anonymous' }
    },
  })
  beside?.(app, fake)
  await app.register(storefront({ clients: fake.clients, cache: openPageCache(), is_production: false, public_url: () => public_url }))
  await app.ready()
  return { app, fake }
}
