/** Time as the shop sees it. Modules never ask the system themselves, so that a test can move the hands. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock for tests: stands still until it is moved. */
export const clockAt = (start: string): Clock & { move(seconds: number): void } => {
  let now = Date.parse(start)
  return {
    now: () => new Date(now),
    move: (seconds) => {
      now += seconds * 1000
    },
  }
}
