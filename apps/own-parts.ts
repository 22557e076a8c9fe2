/** What every process answers for its own modules, whatever they are: jobs, audit, flight recorder. The gateway joins the answers of all. */
import { joinAudits, openAudit } from '#platform/audit.ts'
import { audit } from '#platform/audit-contract.ts'
import { systemClock } from '#platform/clock.ts'
import type { Call, Client, Contract } from '#platform/contract.ts'
import { remoteOf } from '#platform/host.ts'
import { joinJobs, openJobs } from '#platform/jobs.ts'
import { jobs } from '#platform/jobs-contract.ts'
import { module } from '#platform/module.ts'
import { joinTrails, openTrail } from '#platform/trail.ts'
import { trail } from '#platform/trail-contract.ts'
import { clientOf, type Invoke, inProcess, overHttp } from '#platform/transport.ts'
import type { OpenShop } from './open-shop.ts'

type Part<C extends Contract> = {
  contract: C
  open(shop: OpenShop): Client<C>
  join(all: { service: string; client: Client<C> }[]): Client<C>
}
type Mounted = { contract: Contract; invoke: Invoke }

const jobsPart: Part<typeof jobs> = {
  contract: jobs,
  open: (shop) => openJobs(shop.db, localNames(shop), shop.events.look),
  join: joinJobs,
}
const auditPart: Part<typeof audit> = {
  contract: audit,
  open: ({ db, linked }) => openAudit({ db, local: linked.local, clock: systemClock }),
  join: joinAudits,
}
const trailPart: Part<typeof trail> = {
  contract: trail,
  open: ({ db, linked, requests }) => openTrail({ db, local: linked.local, requests }),
  join: joinTrails,
}

const localNames = ({ linked }: OpenShop) => linked.local.map(({ module }) => module.contract.name)

/** Of this process alone. */
export const ownParts = (shop: OpenShop): Mounted[] => [own(shop, jobsPart), own(shop, auditPart), own(shop, trailPart)]

/** Of all processes: staff see one list, however the shop is split. */
export const joinedParts = (shop: OpenShop): Mounted[] => [joined(shop, jobsPart), joined(shop, auditPart), joined(shop, trailPart)]

const own = <C extends Contract>(shop: OpenShop, part: Part<C>): Mounted => mounted(shop, part.contract, part.open(shop))

const joined = <C extends Contract>(shop: OpenShop, { contract, open, join }: Part<C>): Mounted => {
  const { service, urls } = shop.config
  const here = { service, client: open(shop) }
  if (service === 'shop') return mounted(shop, contract, here.client)
  const others = Object.keys(urls).filter((name) => name !== service)
  const all = others.map((name) => ({
    service: name,
    client: clientOf(contract, overHttp(contract, remoteOf({ urls, call_key: shop.call_key }, name)), service),
  }))
  return mounted(shop, contract, join([here, ...all]))
}

/** Behind the same checks as every other operation. */
const mounted = <C extends Contract>(shop: OpenShop, contract: C, client: Client<C>): Mounted => {
  const answers: Record<string, (input: never, call?: Partial<Call>) => Promise<unknown>> = client
  const ops = Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, useCase(answer)]))
  const part = module<Contract, unknown>(contract, { folder: import.meta.dirname, ops })
  return {
    contract,
    invoke: inProcess({ module: part, needs: {}, is_production: shop.config.is_production, afterChange: shop.events.look }),
  }
}

const useCase = (answer: (input: never, call?: Partial<Call>) => Promise<unknown>) => (_needs: unknown, input: unknown, call: Call) =>
  answer(input as never, call) // checked against the contract by `inProcess`
