import { withoutCardNumbers } from '#platform/card-numbers.ts'
import type { Payments } from './needs.ts'

/** Longer than a provider needs, shorter than a shopper waits. Whoever is silent for this long is asked again by the reconciler. */
const PATIENCE_MS = 20_000

export type Answered<T> = { answer: T; error: undefined } | { answer: undefined; error: string }

/** Asks, and takes silence and errors as what they are: not knowing. */
export const askProvider = async <T>({ log }: Pick<Payments, 'log'>, about: object, question: () => Promise<T>): Promise<Answered<T>> => {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS)
  })
  try {
    return { answer: await Promise.race([question(), silence]), error: undefined }
  } catch (error) {
    log.warn({ err: error, ...about }, 'the payment provider did not answer; the reconciler will ask again')
    return { answer: undefined, error: withoutCardNumbers(error instanceof Error ? error.message : String(error)).slice(0, 300) }
  } finally {
    clearTimeout(timer)
  }
}
