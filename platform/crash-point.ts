/**
 * Places where tests end the process as a power cut would, with SIGKILL: `CRASH_AT` (in tests only) names a file, and whoever comes to the
 * place that the file names takes the file away and dies. So a test arms a shop that is running, in one process or many, and one dies once.
 * They stand where a step is done and the next is not: the seams at which an order could be lost, charged twice, or left half.
 */
import { readFileSync, rmSync } from 'node:fs'

let file: string | undefined

/** Called once at the start, and only when NODE_ENV is `test`. */
export const armCrashPoint = (path: string | undefined): void => {
  file = path
}

export const crashPoint = (name: CrashPoint): void => {
  if (file !== undefined && isNamed(file, name)) process.kill(process.pid, 'SIGKILL')
}

/** Only the one who takes the file away dies. */
const isNamed = (path: string, name: CrashPoint): boolean => {
  try {
    if (readFileSync(path, 'utf8') !== name) return false
    rmSync(path)
    return true
  } catch {
    return false
  }
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
  'after moving an event',
  'before handling an event',
  'after handling an event',
  'after keeping a webhook',
  'after sending a mail',
  'after expiring holds',
  'after the decision about a return',
  'before the money of a return',
  'after the money of a return',
] as const
export type CrashPoint = (typeof CRASH_POINTS)[number]
