/** Ties a contract to the functions that keep it. A module names its neighbours by their contracts and never imports their code. */

import type { Clock } from './clock.ts'
import type { Call, Client, Contract, EventSpec, Input, Occurred, Output } from './contract.ts'
import type { Db, Sql } from './db.ts'
import type { Log } from './log.ts'
import type { TrailStep } from './trail-contract.ts'

/** What every use case is handed, beside its neighbours and ports. */
export type Carried = { db: Db; clock: Clock; log: Log; is_production: boolean }

/** `Needs<{ inventory: typeof inventory }, { mailer: Mailer }>`: the first argument of a module's use cases. */
export type Needs<Neighbours extends Record<string, Contract> = Record<never, Contract>, Ports = unknown> = Carried & {
  [K in keyof Neighbours]: Client<Neighbours[K]>
} & Ports

/** A use case. The rule it keeps stands in its doc comment, its SQL in its body. */
export type UseCase<N, I, O> = (needs: N, input: I, call: Call) => Promise<O>

/**
 * Marks the event as handled inside the handler's own transaction, so that its effect happens once.
 * Throws when another worker has taken the event over; the transaction then rolls back.
 */
export type Done = (sql: Sql) => Promise<void>

/**
 * Reacts to an event. Either it changes rows in one transaction that ends with `await done(sql)`,
 * or it only calls operations that are safe to repeat and returns; then it is marked as handled afterwards.
 */
export type Handler<N, E extends EventSpec = EventSpec> = ((needs: N, event: Occurred<E>, done: Done) => Promise<void>) & {
  /** see `together` */
  many?: HandlerOfMany<N, E>
}
export type HandlerOfMany<N, E extends EventSpec = EventSpec> = (needs: N, events: Occurred<E>[], done: Done) => Promise<void>

/**
 * A handler that takes what has come up together: one transaction and a few statements for all of it. The events are of different
 * aggregates, oldest first, and may be of all types that this same handler stands for. When it fails, each of its events is tried alone,
 * so that one which cannot be handled holds up no other.
 */
export const together = <N, E extends EventSpec>(many: HandlerOfMany<N, E>): Handler<N, E> =>
  Object.assign((needs: N, event: Occurred<E>, done: Done) => many(needs, [event], done), { many })

/** Waits for all of them, and then fails as the first that failed: for events of a `together` that cannot be handled with the others. */
export const allOf = async (jobs: Promise<unknown>[]): Promise<void> => {
  const failed = (await Promise.allSettled(jobs)).find((ended) => ended.status === 'rejected')
  if (failed) throw failed.reason
}

/** Work on a clock. Runs in one process at a time; must be safe to repeat and to be cut off. */
export type Every<N> = { seconds: number; run: (needs: N) => Promise<void> }

/** A row that breaks a rule: what it is, and a sentence that says how. */
export type Finding = { id: string; text: string }

/** A rule of the books that holds at any time. `find` names what breaks it, at most 100; a rule that needs a neighbour asks it by its contract. */
export type Check<N> = {
  title: string
  find: (needs: N) => Promise<Finding[]>
  /** mends one finding; safe to repeat, and does nothing where the rule holds again by itself */
  repair?: { title: string; run: (needs: N, id: string) => Promise<void> }
}

export type Definition<C extends Contract, N> = {
  /** `import.meta.dirname`: where `migrations/` lies */
  folder: string
  /** the neighbours this module calls, by name */
  needs?: Record<string, Contract>
  /** what the composition root hands in: providers, mailers, stores */
  ports?: object
  ops: { [K in keyof C['ops']]: UseCase<N, Input<C['ops'][K]>, Output<C['ops'][K]>> }
  /** event name -> what this module does about it */
  on?: Record<string, Handler<N, EventSpec<never>>>
  every?: Record<string, Every<N>>
  /** rules of its books, by their names such as `S1`; see platform/audit.ts */
  checks?: Record<string, Check<N>>
  /** what it knows of the life of an aggregate, for the flight recorder; see platform/trail.ts */
  trail?: (needs: N, aggregate_id: string) => Promise<Omit<TrailStep, 'module'>[]>
  /** loads what the module keeps in memory; runs after migrations, before the first request */
  warm?: (needs: N) => Promise<void>
}

/** A module as the host sees it: the types of its needs are settled where it is defined. */
export type Module = {
  contract: Contract
  folder: string
  needs: Record<string, Contract>
  ports: object
  ops: Record<string, UseCase<unknown, unknown, unknown>>
  on: Record<string, Handler<unknown>>
  every: Record<string, Every<unknown>>
  checks: Record<string, Check<unknown>>
  trail?: (needs: unknown, aggregate_id: string) => Promise<Omit<TrailStep, 'module'>[]>
  warm?: (needs: unknown) => Promise<void>
}

export const module = <C extends Contract, N>(contract: C, definition: Definition<C, N>): Module =>
  ({ needs: {}, ports: {}, on: {}, every: {}, checks: {}, ...definition, contract }) as unknown as Module // N is checked above; the host hands it in by name
