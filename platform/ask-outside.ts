/** Who lets us wait longer than this without an answer is left alone for a while; who fails at once holds nobody up. */
const SLOW_MS = 500
const QUIET_MS = 30_000

type Asking = {
  /** who is asked */
  whom: object
  /** of what; one who is slow about this may be quick about other things */
  about?: string
  limit_ms: number
  /** is told of each try that failed */
  say: (error: unknown) => void
}

const quietUntil = new WeakMap<object, Map<string, number>>()

/**
 * Asks somebody outside the shop and waits no longer than `limit_ms`. Undefined when no answer came; after a slow failure for 30 seconds
 * without asking, so that not every checkout waits for somebody who is gone.
 */
export const askOutside = async <T>({ whom, about = '', limit_ms, say }: Asking, ask: (signal: AbortSignal) => Promise<T>) => {
  const quiet = quietUntil.get(whom) ?? new Map<string, number>()
  const begun = performance.now()
  if (begun < (quiet.get(about) ?? 0)) return undefined
  try {
    return await within(limit_ms, ask)
  } catch (error) {
    const now = performance.now()
    if (now - begun > SLOW_MS) quietUntil.set(whom, quiet.set(about, now + QUIET_MS))
    say(error)
    return undefined
  }
}

/** Holds also for one who does not look at the signal. */
const within = async <T>(limit_ms: number, ask: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const signal = AbortSignal.timeout(limit_ms)
  const late = Promise.withResolvers<never>()
  const giveUp = () => late.reject(new Error(`there was no answer within ${limit_ms} ms`))
  signal.addEventListener('abort', giveUp)
  try {
    return await Promise.race([ask(signal), late.promise])
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}
