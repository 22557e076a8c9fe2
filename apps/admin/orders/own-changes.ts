/** What one has just done to an order here. What the shop itself does right after it is its consequence, and no news. */
const CONSEQUENCE_MS = 30_000

const changedAt = new Map<string, number>()

export const ownChanges = {
  add: (order_id: string, at = Date.now()) => void changedAt.set(order_id, at),
  /** Whether an entry of the timeline follows from the last own change; clocks may differ by some seconds. */
  explains: (order_id: string, entry: { at: string; who: string }): boolean => {
    const mine = changedAt.get(order_id)
    return entry.who === 'shop' && mine !== undefined && Math.abs(new Date(entry.at).getTime() - mine) < CONSEQUENCE_MS
  },
}
