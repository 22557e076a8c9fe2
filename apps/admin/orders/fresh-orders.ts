import { useSyncExternalStore } from 'react'

const SHOWN_MS = 2_500

/** Orders that changed a moment ago: their rows light up, so that the eye finds what moved. */
const fresh = new Set<string>()
const watchers = new Set<() => void>()
let shown: readonly string[] = []

const changed = () => {
  shown = [...fresh]
  for (const watch of watchers) watch()
}

export const freshOrders = {
  add: (orderId: string) => {
    fresh.add(orderId)
    changed()
    setTimeout(() => {
      fresh.delete(orderId)
      changed()
    }, SHOWN_MS)
  },
}

export const useFreshOrders = (): readonly string[] =>
  useSyncExternalStore(
    (watch) => {
      watchers.add(watch)
      return () => watchers.delete(watch)
    },
    () => shown,
  )
