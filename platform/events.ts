/** Keeps events and timed work going in one process: relays outboxes, works inboxes, looks at the clock. */
import { openAudit } from './audit.ts'
import type { Clock } from './clock.ts'
import type { Occurred } from './contract.ts'
import { crashPoint } from './crash-point.ts'
import type { Db } from './db.ts'
import type { Traffic } from './give-way.ts'
import { openWorker, RENEW_SECONDS, type Run, type Worker } from './inbox.ts'
import { problemOf } from './input.ts'
import type { Log } from './log.ts'
import type { Module } from './module.ts'
import { type Listener, listenersOf, openRelay } from './outbox.ts'
import { forgetRequests } from './requests.ts'
import { openTimers } from './timers.ts'

/** Where events go that modules in other processes listen to. */
export type Passing = {
  /** names of the targets that want this event type */
  targets(type: string): string[]
  send(target: string, event: PassedEvent): Promise<void>
}
/** An event on its way to another process. */
export type PassedEvent = Occurred & { source: string }

export type Events = {
  /** something may have been said in this process: move it now. Costs nothing when nothing was, however often it is called */
  nudge(): void
  /** looks over all boxes now */
  look(): void
  /** an event of another process arrives; returns when it is safe in the inboxes */
  receive(event: PassedEvent): Promise<void>
  /** runs everything that is due until nothing is; for tests */
  settle(): Promise<void>
  tick(timer: string): Promise<void>
  /** finishes what runs and starts nothing more */
  stop(): Promise<void>
}

export type EventsOptions = {
  db: Db
  /** module -> what its use cases are handed */
  local: { module: Module; needs: unknown }[]
  passing: Passing
  /** what runs by itself gives way to it */
  traffic: Traffic
  clock: Clock
  log: Log
  is_production: boolean
  /** false in tests: nothing moves but by `settle` and `tick` */
  is_running: boolean
}

const POLL_MS = 1_000
const RETRY_MS = 20
/** In a rush, what comes within this time is moved, and then claimed, together. What comes alone does not wait. */
const SPACING_MS = 10
/** It is a rush while the next comes within so many times that time. Then the time doubles, up to the longest: what moving and handling costs is shared. */
const RUSH = 4
const RUSH_SPACING_MS = 80
const PASS = '-> '
const KEEP_DONE_DAYS = 7
const AUDIT_SECONDS = 3_600

export const openEvents = async (options: EventsOptions): Promise<Events> => {
  const { db, local, passing, traffic, clock, log, is_running } = options
  const modules = local.map(({ module }) => module)
  const heard = listenersOf(modules)
  const relays = modules.map((module) => openRelay(db, module.contract.name, [...heard, ...passedOn(module, passing)]))
  const workers = local.map((one) => {
    const module = one.module.contract.name
    const groupOf = (handler: string) => one.module.on[handler]?.many
    const onMore = (since: number) => claims.get(module)?.wake(since)
    return openWorker({ db, traffic, clock, log, module, groupOf, run: runner(one, options), onMore })
  })
  const timers = await openTimers({ db, clock, log, timers: timersOf(options, workers) })
  const lookText = lookStatement(modules.map((module) => module.contract.name))

  let is_stopped = false
  const turns = (work: Turn, longest = SPACING_MS) => inTurns(work, { may: () => is_running && !is_stopped, traffic, log, longest })
  const claims = new Map(workers.map((worker) => [worker.module, turns(async (since) => (await worker.claim(clock.now(), since)) > 0)]))
  const moves = new Map(
    relays.map((relay) => {
      const move = turns(async (since) => {
        const { moved, is_busy, is_full, inboxes } = await relay.run(clock.now())
        if (moved > 0) crashPoint('after moving an event')
        for (const inbox of inboxes) claims.get(inbox)?.wake(since)
        if (is_busy && moved === 0) setTimeout(move.wake, RETRY_MS, since).unref()
        return is_full
      }, RUSH_SPACING_MS)
      return [relay.source, move]
    }),
  )
  const nudge = () => {
    for (const module of db.takeSaid()) moves.get(module)?.wake()
  }

  /** One look over all boxes: the net under what was said where nobody heard it, by other processes or before a start, and what is due by now. */
  const findWork = async () => {
    const { rows } = await db.boxes.query<{ box: string; module: string }>({ name: 'look', text: lookText, values: [clock.now()] })
    return rows
  }
  const lookAround = turns(async (since) => {
    for (const { box, module } of await findWork()) (box === 'outbox' ? moves : claims).get(module)?.wake(since)
    return false
  })
  const lookAtClock = turns(async () => {
    await timers.look()
    return false
  })
  const step = async (): Promise<boolean> => {
    let did_something = false
    for (const { box, module } of await findWork()) {
      const worked =
        box === 'outbox'
          ? (await relays.find((relay) => relay.source === module)?.run(clock.now()))?.moved
          : await workers.find((worker) => worker.module === module)?.claim(clock.now(), performance.now())
      did_something ||= Boolean(worked)
    }
    return did_something
  }

  const look = () => {
    lookAround.wake()
    lookAtClock.wake()
  }
  const poll = is_running ? setInterval(look, POLL_MS) : undefined
  const renew = is_running
    ? setInterval(() => void Promise.all(workers.map((worker) => worker.renew())).catch(() => {}), RENEW_SECONDS * 1000)
    : undefined
  const quiet = () => Promise.all([...workers.map((worker) => worker.quiet()), timers.quiet()])
  if (is_running) lookAround.wake()

  return {
    nudge,
    look: () => lookAround.wake(),
    receive: async (event) => {
      const inboxes = await keep(db, heard, event, clock.now())
      for (const inbox of inboxes) claims.get(inbox)?.wake()
    },
    settle: async () => {
      do await quiet()
      while (await step())
    },
    tick: timers.tick,
    stop: async () => {
      is_stopped = true
      clearInterval(poll)
      await Promise.all([lookAround, lookAtClock, ...moves.values(), ...claims.values()].map((one) => one.ended())) // what they were about to start must be known
      await Promise.all(workers.map((worker) => worker.giveBack()))
      await quiet()
      clearInterval(renew)
    },
  }
}

/** `since`: when it could have run first (`performance.now()`). Answers whether there is more. */
type Turn = (since: number) => Promise<boolean>
type Turns = { wake(since?: number): void /** resolves when it is not at work */; ended(): Promise<void> }
type TurnsOptions = { may(): boolean; traffic: Traffic; log: Log; longest: number }

/**
 * Work that is done by one at a time, when nobody is in its way, again while it says that there is more; who wakes it while it works makes it
 * look once more, but not before some time has passed since it looked last: longer each time, up to `longest` ms, in a rush.
 */
const inTurns = (work: Turn, { may, traffic, log, longest }: TurnsOptions): Turns => {
  let spacing = SPACING_MS
  let is_working = false
  let woken_at: number | undefined // by the first who has not been heard
  let begun_at = 0
  let current = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const run = async () => {
    try {
      await traffic.lull(woken_at ?? 0)
      const now = performance.now()
      const since = woken_at ?? now
      spacing = now - begun_at < spacing * RUSH ? Math.min(spacing * 2, longest) : SPACING_MS
      begun_at = now
      woken_at = undefined
      while (may() && (await work(since)));
    } catch (error) {
      log.debug({ err: error }, 'events wait for the database')
    } finally {
      is_working = false
      if (woken_at !== undefined) start()
    }
  }
  const start = () => {
    if (is_working || timer || !may()) return
    const rest = begun_at + spacing - performance.now()
    if (rest > 0) {
      timer = setTimeout(() => {
        timer = undefined
        start()
      }, rest)
      return
    }
    is_working = true
    current = new Promise((resume) => setImmediate(resume)).then(run) // who says something in this same moment is heard with it
  }
  return {
    wake: (since = performance.now()) => {
      woken_at = Math.min(woken_at ?? since, since)
      start()
    },
    ended: () => current,
  }
}

/** Events for other processes go into the emitter's own inbox first, so that passing them on is retried, ordered and visible like all else. */
const passedOn = ({ contract }: Module, passing: Passing): Listener[] =>
  Object.keys(contract.events).flatMap((type) =>
    passing.targets(type).map((target) => ({ type, inbox: contract.name, handler: PASS + target })),
  )

const runner =
  ({ module, needs }: { module: Module; needs: unknown }, { passing, is_production, local }: EventsOptions): Run =>
  async (handler, events, done) => {
    const [event] = events
    if (!event) return
    if (handler.startsWith(PASS)) return passing.send(handler.slice(PASS.length), { ...event, source: module.contract.name })
    if (!is_production) for (const one of events) checkPayload(one, local)
    const handle = module.on[handler]
    if (!handle) throw new Error(`${module.contract.name} no longer listens to ${handler}`)
    crashPoint('before handling an event')
    if (handle.many) await handle.many(needs, events, done)
    else await handle(needs, event, done)
    crashPoint('after handling an event')
  }

const checkPayload = ({ type, payload }: Occurred, local: EventsOptions['local']) => {
  const source = type.split('.')[0] ?? ''
  const spec = local.find((one) => one.module.contract.name === source)?.module.contract.events[type]
  const problem = spec && problemOf(spec.payload, payload)
  if (problem) throw new Error(`${type} does not carry what its contract promises: ${problem}`)
}

const timersOf = ({ local, db, clock }: EventsOptions, workers: Worker[]) => [
  ...local.flatMap(({ module, needs }) =>
    Object.entries(module.every).map(([name, { seconds, run }]) => ({
      name: `${module.contract.name}.${name}`,
      seconds,
      run: () => run(needs),
    })),
  ),
  { name: 'platform.forget_requests', seconds: 3_600, run: () => forgetRequests({ db, clock }) },
  { name: 'platform.audit', seconds: AUDIT_SECONDS, run: async () => void (await openAudit({ db, local, clock }).runAudit({})) },
  ...workers.map(({ module }) => ({ name: `${module}.forget_handled_events`, seconds: 3_600, run: () => forgetHandled(db, module) })),
]

const forgetHandled = async (db: Db, module: string) => {
  await db.pool.query(`DELETE FROM ${module}.inbox WHERE state = 'done' AND handled_at < now() - make_interval(days => $1)`, [
    KEEP_DONE_DAYS,
  ])
}

/** Which modules have something in their boxes, in one round trip. */
const lookStatement = (names: string[]): string =>
  names
    .flatMap((name) => [
      `SELECT 'outbox' AS box, '${name}' AS module WHERE EXISTS (SELECT 1 FROM ${name}.outbox)`,
      `SELECT 'inbox', '${name}' WHERE EXISTS (SELECT 1 FROM ${name}.inbox WHERE state = 'waiting' AND run_at <= $1 AND (leased_until IS NULL OR leased_until < $1))`,
    ])
    .join(' UNION ALL ')

/** Puts an event of another process into the inboxes that want it, and answers which; one that came before is not put there again. Waits for the disk. */
const keep = async (db: Db, heard: Listener[], event: PassedEvent, now: Date): Promise<string[]> => {
  const listeners = heard.filter((listener) => listener.type === event.type)
  for (const { inbox, handler } of listeners)
    await db.pool.query(
      `INSERT INTO ${inbox}.inbox (event_id, handler, source, type, aggregate_id, sequence, payload, emitted_at, run_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT ON CONSTRAINT an_event_is_handled_once DO NOTHING`,
      [
        event.event_id,
        handler,
        event.source,
        event.type,
        event.aggregate_id,
        event.sequence,
        JSON.stringify(event.payload),
        event.occurred_at,
        now,
      ],
    )
  return listeners.map(({ inbox }) => inbox)
}
