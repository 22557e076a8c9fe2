/**
 * Places where tests end the process as a power cut would: `CRASH_AT=<name>` (in tests only) kills it there with SIGKILL.
 * They stand where a step is done and the next is not: the seams at which an order could be lost, charged twice, or left half.
 */
let armed: string | undefined

/** Called once at the start, and only when NODE_ENV is `test`. */
export const armCrashPoint = (name: string | undefined): void => {
  armed = name
}

export const crashPoint = (name: CrashPoint): void => {
  if (armed === name) process.kill(process.pid, 'SIGKILL')
}

export const CRASH_POINTS = [
  'before the hold',
  'after the hold',
  'after the redemption',
  'after the order',
  'after the attempt',
  'after the charge',
  'after settling',
  'after recording the payment',
  'before the answer',
  'after the decision about a return',
  'before the money of a return',
  'after the money of a return',
] as const
export type CrashPoint = (typeof CRASH_POINTS)[number]
