/** Work on a clock. Whichever process comes first after the time is up does it; the others see that it is not due any more. */
import type { Clock } from './clock.ts'
import type { Db } from './db.ts'
import { newId } from './ids.ts'
import type { Log } from './log.ts'
import { withScope } from './scope.ts'

export type Timer = { name: string; seconds: number; run: () => Promise<void> }

export type Timers = {
  /** starts what is due */
  look(): Promise<void>
  /** runs one now, due or not */
  tick(name: string): Promise<void>
  quiet(): Promise<void>
}

export const openTimers = async ({ db, timers, clock, log }: { db: Db; timers: Timer[]; clock: Clock; log: Log }): Promise<Timers> => {
  const names = timers.map((timer) => timer.name)
  const seconds = timers.map((timer) => timer.seconds)
  const running = new Map<string, Promise<void>>()
  await db.sql`
    INSERT INTO platform.timers (name, next_run_at) SELECT name, ${clock.now()} FROM unnest(${names}::text[]) AS name
    ON CONFLICT (name) DO NOTHING`

  const run = ({ name, run }: Timer): Promise<void> => {
    const module = name.split('.')[0] ?? name
    const call = { actor: { kind: 'service', name: module } as const, via: module, request_id: newId(clock.now()) }
    return withScope({ call, in_transaction: false, counter: { statements: 0 } }, run)
  }

  const start = (timer: Timer) => {
    if (running.has(timer.name)) return
    const job = run(timer)
      .catch((error) => log.warn({ err: error, timer: timer.name }, 'timed work failed; it runs again when it is due'))
      .finally(() => running.delete(timer.name))
    running.set(timer.name, job)
  }

  return {
    look: async () => {
      if (timers.length === 0) return
      const { rows } = await db.sql<{ name: string }>`
        UPDATE platform.timers t SET next_run_at = ${clock.now()}::timestamptz + make_interval(secs => due.seconds)
        FROM unnest(${names}::text[], ${seconds}::float8[]) AS due (name, seconds)
        WHERE t.name = due.name AND t.next_run_at <= ${clock.now()}
        RETURNING t.name`
      for (const { name } of rows) {
        const timer = timers.find((candidate) => candidate.name === name)
        if (timer) start(timer)
      }
    },
    tick: async (name) => {
      const timer = timers.find((candidate) => candidate.name === name)
      if (!timer) throw new Error(`there is no timer ${name}; there are ${names.join(', ')}`)
      await run(timer)
    },
    quiet: async () => {
      while (running.size > 0) await Promise.all(running.values())
    },
  }
}
