import type { Clock } from '#platform/clock.ts'
import { keyInUse, otherParameters } from './errors.ts'

export type Answer = { status: number; body: unknown }

type Kept = { request: string; answer: Answer | null; at: number }

/** "Keys expire out of the system after 24 hours": https://docs.stripe.com/error-low-level#sending-idempotency-keys */
const KEPT_MS = 24 * 3_600_000

/**
 * Idempotency keys as the API keeps them: the first answer for a key is the answer for a day, a 500 too; the same key with another request
 * is refused, and while the first is at work, told so. What failed validation is not kept. https://docs.stripe.com/api/idempotent_requests
 */
export const openKeys = (clock: Clock) => {
  const kept = new Map<string, Kept>()
  return {
    /** @throws ApiError of the kinds `idempotency_error` */
    answer: async (key: string, request: string, act: () => Promise<Answer>): Promise<Answer & { is_replayed: boolean }> => {
      const earlier = kept.get(key)
      if (earlier && clock.now().getTime() - earlier.at < KEPT_MS) {
        if (earlier.request !== request) throw otherParameters(key)
        if (!earlier.answer) throw keyInUse(key)
        return { ...earlier.answer, is_replayed: true }
      }
      const entry: Kept = { request, answer: null, at: clock.now().getTime() }
      kept.set(key, entry)
      try {
        entry.answer = await act()
        return { ...entry.answer, is_replayed: false }
      } catch (error) {
        kept.delete(key)
        throw error
      }
    },
  }
}
