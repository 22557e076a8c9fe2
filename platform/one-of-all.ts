import { type Failure, isFailure } from './errors.ts'

/**
 * Of several processes that were asked, one knows what it is about: its answer. Where that one failed, why it failed, and not that the others
 * know nothing of it; `unknown` only where nobody does.
 */
export const oneOfAll = async <T>(asked: Promise<T>[], unknown: Failure): Promise<T> => {
  const ended = await Promise.allSettled(asked)
  for (const one of ended) if (one.status === 'fulfilled') return one.value
  for (const one of ended) if (one.status === 'rejected' && !isFailure(one.reason, 'NOT_FOUND')) throw one.reason
  throw unknown
}
