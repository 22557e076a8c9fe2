/** Opens the chosen modules of a shop: database, neighbours, events. What is opened here serves requests, tools and tests alike. */
import { type Clock, systemClock } from './clock.ts'
import type { Client, Contract } from './contract.ts'
import { type Db, type DbOptions, openDb } from './db.ts'
import { type Events, openEvents, type PassedEvent } from './events.ts'
import { openTraffic, type Traffic } from './give-way.ts'
import type { Remote } from './http-link.ts'
import { type Linked, link } from './link.ts'
import type { Log } from './log.ts'
import { migrate } from './migrations.ts'
import type { Module } from './module.ts'
import type { Broker } from './nats.ts'
import { openRequests, type Requests } from './requests.ts'
import { callSigner } from './transport.ts'

export type HostOptions = {
  /** modules of this process */
  local: Module[]
  /** modules of other processes: which service they belong to */
  elsewhere: { module: Module; service: string }[]
  urls: Record<string, string>
  database: DbOptions
  /** signs calls between services */
  call_key: Uint8Array
  broker?: Broker | undefined
  service: string
  is_production: boolean
  /** false: nothing runs by itself, as for a tool that only asks */
  is_running: boolean
  clock?: Clock
  log: Log
  say(line: string): void
}

export type Host = {
  db: Db
  events: Events
  /** who waits for an answer of this process */
  traffic: Traffic
  requests: Requests
  linked: Linked
  client<C extends Contract>(contract: C, via: string): Client<C>
  /** takes back what it opened, after finishing what runs */
  close(): Promise<void>
}

export const openHost = async (options: HostOptions): Promise<Host> => {
  const { local, service, log, is_production } = options
  const clock = options.clock ?? systemClock
  const db = openDb(options.database)
  try {
    await migrate(
      db.pool,
      local.map(({ contract, folder }) => ({ name: contract.name, folder })),
      options.say,
    )
    let nudge = () => {}
    const remote = (module: string): Remote => remoteOf(options, serviceOf(options, module))
    const traffic = openTraffic()
    const names = [...local, ...options.elsewhere.map(({ module }) => module)].map(({ contract }) => contract.name)
    const requests = openRequests({ db, clock, log, traffic, modules: new Set(names) })
    const linked = link({ local, db, clock, log, is_production, remote, afterChange: () => nudge(), note: requests.note })
    const passing = {
      targets: (type: string) => targetsOf(options, type),
      send: (target: string, event: PassedEvent) => pass(options, target, event),
    }
    const events = await openEvents({
      db,
      local: linked.local,
      passing,
      traffic,
      clock,
      log,
      is_production,
      is_running: options.is_running,
    })
    nudge = events.nudge
    for (const { module, needs } of linked.local) await module.warm?.(needs)
    const heard = [...new Set(local.flatMap((module) => Object.keys(module.on)))]
    if (options.broker && options.is_running && heard.length > 0)
      await options.broker.subscribe(service, heard, (event) => receive(options, events, event))
    const close = async () => {
      await events.stop()
      await requests.flush()
      await db.close()
    }
    return { db, events, traffic, requests, linked, client: linked.client, close }
  } catch (error) {
    await db.close()
    throw error
  }
}

const serviceOf = ({ elsewhere }: HostOptions, name: string): string => {
  const found = elsewhere.find(({ module }) => module.contract.name === name)
  if (!found) throw new Error(`no process runs the module ${name}`)
  return found.service
}

export const remoteOf = ({ urls, call_key }: Pick<HostOptions, 'urls' | 'call_key'>, service: string): Remote => {
  const sign = callSigner(call_key)
  const url = urls[service]
  if (!url) throw new Error(`there is no address for the service ${service}`)
  return { url, sign: (call) => sign(call, service) }
}

const BROKER = 'broker'

/** Other processes in which a module listens to this event. With a broker it is told once, whoever listens. */
const targetsOf = ({ elsewhere, broker }: HostOptions, type: string): string[] => {
  const services = new Set(elsewhere.filter(({ module }) => type in module.on).map((one) => one.service))
  if (services.size === 0) return []
  return broker ? [BROKER] : [...services]
}

const pass = async (options: HostOptions, target: string, event: PassedEvent) => {
  if (target === BROKER) return options.broker?.publish(event)
  const { url, sign } = remoteOf(options, target)
  const call = { actor: { kind: 'service', name: options.service } as const, via: options.service, request_id: event.event_id }
  const response = await fetch(`${url}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Souk ${await sign(call)}` },
    body: JSON.stringify(event),
    signal: AbortSignal.timeout(10_000),
  })
  if (!response.ok) throw new Error(`${target} answered ${response.status} to an event`)
}

/** The broker tells an event to everyone, this process's own modules included; those have it already. */
const receive = async ({ local }: HostOptions, events: Events, event: PassedEvent) => {
  if (local.some((module) => module.contract.name === event.source)) return
  await events.receive(event)
}
