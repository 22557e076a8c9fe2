/** Serves an opened shop: all of it below `/api` with its faces, or one service at its own root. */
import { customers } from '#modules/customers/contract.ts'
import type { Actor, Contract } from '#platform/contract.ts'
import { type Served, serve } from '#platform/serve.ts'
import { followChanges } from './follow-changes.ts'
import type { OpenShop } from './open-shop.ts'
import { joinedParts, ownParts } from './own-parts.ts'

export const serveShop = async (shop: OpenShop): Promise<Served> => {
  const { config, linked, log, call_key } = shop
  const has_faces = config.service === 'shop' || config.service === 'front'
  const people = shop.client(customers, config.service)
  const served = await serve({
    host: shop,
    service: config.service,
    port: config.port,
    address: config.host,
    public_url: config.public_url,
    is_production: config.is_production,
    trust_proxy: config.trust_proxy,
    call_key,
    log,
    metrics_token: config.metrics_token,
    readActor: async (session_token) => actorOf(await people.readSession({ session_token })),
    mounts: has_faces
      ? [{ prefix: '/api', contracts: publicParts(shop) }, ...(config.service === 'front' ? [ownRoot(shop)] : [])]
      : [ownRoot(shop)],
    ...(has_faces
      ? {
          faces: async (app, cache) => {
            const { openFaces } = await import('./faces.ts') // services without faces need no pages
            await openFaces(app, shop, cache)
          },
        }
      : {}),
  })
  const unfollow = config.service === 'front' ? followChanges(shop) : () => {}
  return {
    ...served,
    stop: async () => {
      unfollow()
      await served.stop()
    },
  }

  /** All modules, wherever they run: this is the gateway. What is for the shop itself only is not mounted. */
  function publicParts({ modules }: OpenShop) {
    const parts = modules.map(({ module }) => ({ contract: publicOps(module.contract), invoke: linked.invoke(module.contract) }))
    return [...parts, ...joinedParts(shop)]
  }
}

const actorOf = ({ user }: { user: { user_id: string; role: 'customer' | 'staff' | 'admin'; name: string } | null }): Actor =>
  user ? { kind: 'user', user_id: user.user_id, role: user.role, name: user.name } : { kind: 'anonymous' }

const publicOps = (contract: Contract): Contract => ({
  ...contract,
  ops: Object.fromEntries(Object.entries(contract.ops).filter(([, op]) => op.policy !== 'service')),
})

/** The modules of this process, for neighbours and for callers that know the service. */
const ownRoot = (shop: OpenShop) => ({
  prefix: '',
  contracts: [...shop.linked.local.map(({ module, invoke }) => ({ contract: module.contract, invoke })), ...ownParts(shop)],
})
