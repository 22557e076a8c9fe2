/** Keeps events and timed work going in one process: relays outboxes, works inboxes, looks at the clock. */
import { openAudit } from './audit.ts'
import type { Clock } from './clock.ts'
import type { Occurred } from './contract.ts'
import type { Db } from './db.ts'
import { openWorker, RENEW_SECONDS, type Run, type Worker } from './inbox.ts'
import { problemOf } from './input.ts'
import type { Log } from './log.ts'
import type { Module } from './module.ts'
import { type Listener, listenersOf, openRelay } from './outbox.ts'
import { openTimers } from './timers.ts'

/** Where events go that modules in other processes listen to. */
export type Passing = {
  /** names of the targets that want this event type */
  targets(type: string): string[]
  send(target: string, event: PassedEvent): Promise<void>
}
/** An event on its way to another process. */
export type PassedEvent = Occurred & { source: string; request_id: string | null }

export type Events = {
  /** something changed: look now. Costs nothing when called often */
  nudge(): void
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
  clock: Clock
  log: Log
  is_production: boolean
  /** false in tests: nothing moves but by `settle` and `tick` */
  is_running: boolean
}

const POLL_MS = 1_000
const PASS = '-> '
const KEEP_DONE_DAYS = 7
const AUDIT_SECONDS = 3_600

export const openEvents = async (options: EventsOptions): Promise<Events> => {
  const { db, local, passing, clock, log, is_running } = options
  const modules = local.map(({ module }) => module)
  const heard = listenersOf(modules)
  const relays = modules.map((module) => openRelay(db, module.contract.name, [...heard, ...passedOn(module, passing)]))
  const workers = local.map((one) =>
    openWorker({ db, clock, log, module: one.module.contract.name, run: runner(one, options), onDone: () => nudge() }),
  )
  const timers = await openTimers({ db, clock, log, timers: timersOf(options, workers) })
  const lookText = lookStatement(modules.map((module) => module.contract.name))

  /** One look over all boxes, then work where there is some. Returns false when there was nothing to do. */
  const step = async (): Promise<boolean> => {
    const { rows } = await db.pool.query<{ box: string; module: string }>({ name: 'look', text: lookText, values: [clock.now()] })
    let did_something = false
    for (const { box, module } of rows) {
      const worked =
        box === 'outbox'
          ? await relays.find((relay) => relay.source === module)?.run(clock.now())
          : await workers.find((worker) => worker.module === module)?.claim(clock.now())
      did_something ||= Boolean(worked)
    }
    return did_something
  }

  let is_stopped = false
  let is_looking = false
  let look_again = false
  let looking: Promise<unknown> = Promise.resolve()
  const nudge = () => {
    look_again = true
    if (is_looking || is_stopped || !is_running) return
    is_looking = true
    looking = new Promise((resume) => setImmediate(resume)).then(async () => {
      try {
        while (look_again && !is_stopped) {
          look_again = false
          while (!is_stopped && (await step()));
        }
      } catch (error) {
        log.debug({ err: error }, 'events wait for the database')
      } finally {
        is_looking = false
      }
    })
  }

  const look = () => {
    nudge()
    timers.look().catch(() => {}) // the database is away: the next second looks again
  }
  const poll = is_running ? setInterval(look, POLL_MS) : undefined
  const renew = is_running
    ? setInterval(() => void Promise.all(workers.map((worker) => worker.renew())).catch(() => {}), RENEW_SECONDS * 1000)
    : undefined
  const quiet = () => Promise.all([...workers.map((worker) => worker.quiet()), timers.quiet()])

  return {
    nudge,
    receive: async (event) => {
      await keep(db, heard, event, clock.now())
      nudge()
    },
    settle: async () => {
      do await quiet()
      while (await step())
    },
    tick: timers.tick,
    stop: async () => {
      is_stopped = true
      clearInterval(poll)
      await looking // what it was about to start must be known before it is waited for
      await quiet()
      clearInterval(renew)
    },
  }
}

/** Events for other processes go into the emitter's own inbox first, so that passing them on is retried, ordered and visible like all else. */
const passedOn = ({ contract }: Module, passing: Passing): Listener[] =>
  Object.keys(contract.events).flatMap((type) =>
    passing.targets(type).map((target) => ({ type, inbox: contract.name, handler: PASS + target })),
  )

const runner =
  ({ module, needs }: { module: Module; needs: unknown }, { passing, is_production, local }: EventsOptions): Run =>
  async (handler, event, done) => {
    const source = event.type.split('.')[0] ?? ''
    if (handler.startsWith(PASS))
      return passing.send(handler.slice(PASS.length), { ...event, source: module.contract.name, request_id: null })
    const spec = local.find((one) => one.module.contract.name === source)?.module.contract.events[event.type]
    const problem = spec && !is_production ? problemOf(spec.payload, event.payload) : undefined
    if (problem) throw new Error(`${event.type} does not carry what its contract promises: ${problem}`)
    const handle = module.on[handler]
    if (!handle) throw new Error(`${module.contract.name} no longer listens to ${handler}`)
    await handle(needs, event, done)
  }

const timersOf = ({ local, db }: EventsOptions, workers: Worker[]) => [
  ...local.flatMap(({ module, needs }) =>
    Object.entries(module.every).map(([name, { seconds, run }]) => ({
      name: `${module.contract.name}.${name}`,
      seconds,
      run: () => run(needs),
    })),
  ),
  { name: 'platform.audit', seconds: AUDIT_SECONDS, run: async () => void (await openAudit({ db, local }).runAudit({})) },
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

/** Puts an event of another process into the inboxes that want it; one that came before is not put there again. */
const keep = async (db: Db, heard: Listener[], event: PassedEvent, now: Date) => {
  for (const { inbox, handler } of heard.filter((listener) => listener.type === event.type))
    await db.pool.query(
      `INSERT INTO ${inbox}.inbox (event_id, handler, source, type, aggregate_id, sequence, payload, request_id, emitted_at, run_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT ON CONSTRAINT an_event_is_handled_once DO NOTHING`,
      [
        event.event_id,
        handler,
        event.source,
        event.type,
        event.aggregate_id,
        event.sequence,
        JSON.stringify(event.payload),
        event.request_id,
        event.occurred_at,
        now,
      ],
    )
}
