/** Gives every module its neighbours: those in this process directly, the others behind their URLs. */
import type { Clock } from './clock.ts'
import type { Client, Contract } from './contract.ts'
import type { Db } from './db.ts'
import type { Remote } from './http-link.ts'
import type { Log } from './log.ts'
import type { Module } from './module.ts'
import type { Note } from './requests.ts'
import { clientOf, type Invoke, inProcess, overHttp } from './transport.ts'

export type LinkOptions = {
  /** modules that run in this process */
  local: Module[]
  db: Db
  clock: Clock
  log: Log
  is_production: boolean
  /** the process that runs a module which is not local */
  remote(module: string): Remote
  afterChange(): void
  /** hears of every operation of a local module that may change something, when it has ended */
  note?: Note
}

export type Linked = {
  /** the local modules with what their use cases are handed */
  local: { module: Module; needs: unknown; invoke: Invoke }[]
  invoke(contract: Contract): Invoke
  /** a client for a part of the shop that is not a module, such as a face */
  client<C extends Contract>(contract: C, via: string): Client<C>
}

export const link = ({ local, db, clock, log, is_production, remote, afterChange, note }: LinkOptions): Linked => {
  const invokes = new Map<string, Invoke>()
  const invokeOf = (contract: Contract): Invoke => {
    let invoke = invokes.get(contract.name)
    if (!invoke) {
      invoke = overHttp(contract, remote(contract.name))
      invokes.set(contract.name, invoke)
    }
    return invoke
  }
  const linked = local.map((module) => {
    const { name } = module.contract
    const needs: Record<string, unknown> = { db, clock, log: log.child({ module: name }), is_production, ...module.ports }
    const invoke = inProcess({ module, needs, is_production, afterChange, note })
    invokes.set(name, invoke)
    return { module, needs, invoke }
  })
  for (const { module, needs } of linked)
    for (const [name, contract] of Object.entries(module.needs)) needs[name] = clientOf(contract, invokeOf(contract), module.contract.name)
  return { local: linked, invoke: invokeOf, client: (contract, via) => clientOf(contract, invokeOf(contract), via) }
}
