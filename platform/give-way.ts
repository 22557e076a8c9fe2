/**
 * Shoppers first. While several people wait for an answer of this process, what orders set off (mails, books, documents, ready cards) and what
 * runs by the clock waits with them: it comes later in larger batches, which cost a fraction of single ones. It is put off by
 * `LONGEST_MS` at the most, counted from when it could have run; then it runs as on a quiet shop, so nothing starves, however long a rush lasts.
 * Whoever wants to give way asks here; nobody else looks at how busy the process is.
 */

/** Nothing that is due is put off longer. Live pages and mails of a rush are late by as much, those of a quiet shop by nothing. */
export const LONGEST_MS = 5_000
/** As many may wait for an answer and the process is still called quiet: they are a single shopper's page and its parts. */
const FEW = 3
/** It has been quiet for so long: between two requests of a crowd there is a moment with none. */
const LULL_MS = 25

export type Traffic = {
  /** somebody waits for an answer from now on; the answer is to be called once, when they have it */
  enter(): () => void
  /** do many wait, or did they a moment ago? */
  isBusy(): boolean
  /** resolves when few wait, and for what could have run `since` then (`performance.now()`) in time at the latest */
  lull(since: number): Promise<void>
}

export const openTraffic = (): Traffic => {
  let waiting = 0
  let crowded_at = Number.NEGATIVE_INFINITY
  const isBusy = () => waiting > FEW || performance.now() - crowded_at < LULL_MS
  return {
    enter: () => {
      waiting++
      let has_left = false
      return () => {
        if (has_left) return
        has_left = true
        if (waiting > FEW) crowded_at = performance.now()
        waiting--
      }
    },
    isBusy,
    lull: async (since) => {
      while (isBusy() && performance.now() - since < LONGEST_MS) await new Promise((resume) => setTimeout(resume, LULL_MS).unref())
    },
  }
}
