/** Serves an opened shop: all of it below `/api` with its faces, or one service at its own root. */
import { customers } from '#modules/customers/contract.ts'
import type { Actor, Contract } from '#platform/contract.ts'
import { remoteOf } from '#platform/host.ts'
import { jobs, joinJobs, openJobs } from '#platform/jobs.ts'
import { module } from '#platform/module.ts'
import { type Served, serve } from '#platform/serve.ts'
import { clientOf, type Invoke, inProcess, overHttp } from '#platform/transport.ts'
import { followChanges } from './follow-changes.ts'
import type { OpenShop } from './open-shop.ts'

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
  const unfollow = config.service === 'front' ? followChanges(shop, served.cache) : () => {}
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
    return [...parts, { contract: jobs, invoke: jobsOf(shop) }]
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
  contracts: [
    ...shop.linked.local.map(({ module, invoke }) => ({ contract: module.contract, invoke })),
    { contract: jobs, invoke: ownJobs(shop) },
  ],
})

const localNames = ({ linked }: OpenShop) => linked.local.map(({ module }) => module.contract.name)

/** Jobs behind the same checks as every other operation. */
const ownJobs = (shop: OpenShop): Invoke => invokeJobs(shop, openJobs(shop.db, localNames(shop), shop.events.look))

/** The jobs of all processes: staff see one list, however the shop is split. */
const jobsOf = (shop: OpenShop): Invoke => {
  const own = openJobs(shop.db, localNames(shop), shop.events.look)
  if (shop.config.service === 'shop') return invokeJobs(shop, own)
  const others = Object.keys(shop.config.urls).filter((service) => service !== shop.config.service)
  const remote = others.map((service) =>
    clientOf(jobs, overHttp(jobs, remoteOf({ urls: shop.config.urls, call_key: shop.call_key }, service)), shop.config.service),
  )
  return invokeJobs(shop, joinJobs([own, ...remote]))
}

const invokeJobs = (shop: OpenShop, answers: ReturnType<typeof openJobs>): Invoke => {
  const { listJobs, retryJob } = answers
  const jobsModule = module(jobs, {
    folder: import.meta.dirname,
    ops: { listJobs: (_needs, input, call) => listJobs(input, call), retryJob: (_needs, input, call) => retryJob(input, call) },
  })
  return inProcess({ module: jobsModule, needs: {}, is_production: shop.config.is_production, afterChange: shop.events.nudge })
}
