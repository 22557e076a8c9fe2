/** How long somebody outside who did not answer is left alone, so that not every checkout waits for him. */
const QUIET_MS = 30_000

const quietUntil = new WeakMap<object, number>()

/**
 * Asks somebody outside and waits no longer than `limit_ms`. Undefined when no answer came, and at once for 30 seconds after that;
 * `say` is told of each try that failed.
 */
export const askOutside = async <T>(
  whom: object,
  limit_ms: number,
  ask: (signal: AbortSignal) => Promise<T>,
  say: (error: unknown) => void,
): Promise<T | undefined> => {
  if (performance.now() < (quietUntil.get(whom) ?? 0)) return undefined
  const signal = AbortSignal.timeout(limit_ms)
  const late = Promise.withResolvers<never>()
  const giveUp = () => late.reject(new Error(`there was no answer within ${limit_ms} ms`))
  signal.addEventListener('abort', giveUp)
  try {
    const answer = await Promise.race([ask(signal), late.promise])
    quietUntil.delete(whom)
    return answer
  } catch (error) {
    quietUntil.set(whom, performance.now() + QUIET_MS)
    say(error)
    return undefined
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}
