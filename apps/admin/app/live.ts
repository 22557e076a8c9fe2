/**
 * Order changes as they happen. Browsers allow six HTTP/1.1 connections a host, so one tab holds the connection (a Web Lock decides which)
 * and passes on what it hears; when that tab is closed the next one takes over from the last event heard.
 */
import { useSyncExternalStore } from 'react'
import type { OrderChange } from '#modules/notifications/contract.ts'

export type LiveState = 'connecting' | 'live' | 'broken'
type News =
  | { kind: 'state'; state: LiveState }
  | { kind: 'order'; change: OrderChange; id: string }
  | { kind: 'missed' }
  | { kind: 'who_is_there' }

const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 30_000

let state: LiveState = 'connecting'
let lastEventId = ''
const watchers = new Set<() => void>()
const listeners = new Set<(change: OrderChange | 'missed') => void>()
let channel: BroadcastChannel | undefined

/** Starts listening for this tab; returns how to stop. */
export const startLive = (): (() => void) => {
  const stopped = new AbortController()
  channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('souk-live')
  if (channel) channel.onmessage = ({ data }: MessageEvent<News>) => hear(data)
  channel?.postMessage({ kind: 'who_is_there' } satisfies News)
  const hold = () => new Promise<void>((done) => connect(stopped.signal, done))
  // Locks exist on secure pages only; elsewhere each tab has a connection of its own.
  if (channel && 'locks' in navigator)
    navigator.locks.request('souk-live', { signal: stopped.signal }, hold).catch((error: unknown) => {
      if (!stopped.signal.aborted) throw error
    })
  else void hold()
  return () => {
    stopped.abort()
    channel?.close()
    isHolding = false
  }
}

let isHolding = false

const connect = (signal: AbortSignal, done: () => void, wait = FIRST_RETRY_MS) => {
  isHolding = true
  const source = new EventSource(`/api/live${lastEventId ? `?last_event_id=${lastEventId}` : ''}`)
  let wasOpen = false
  source.onopen = () => {
    if (state === 'broken') share({ kind: 'missed' })
    wasOpen = true
    share({ kind: 'state', state: 'live' })
  }
  source.addEventListener('order', ({ data, lastEventId: id }) => share({ kind: 'order', change: JSON.parse(data), id }))
  source.onerror = () => {
    share({ kind: 'state', state: 'broken' })
    if (source.readyState !== EventSource.CLOSED || signal.aborted) return // the browser tries again by itself
    const next = wasOpen ? FIRST_RETRY_MS : Math.min(wait * 2, LONGEST_RETRY_MS)
    setTimeout(() => !signal.aborted && connect(signal, done, next), wait)
  }
  signal.addEventListener('abort', () => {
    source.close()
    done()
  })
}

/** Tells this tab and the others. */
const share = (news: News) => {
  hear(news)
  channel?.postMessage(news)
}

const hear = (news: News) => {
  if (news.kind === 'who_is_there') {
    if (isHolding) channel?.postMessage({ kind: 'state', state } satisfies News)
  } else if (news.kind === 'state') {
    state = news.state
    for (const watch of watchers) watch()
  } else if (news.kind === 'missed') for (const listen of listeners) listen('missed')
  else {
    if (news.id) lastEventId = news.id
    for (const listen of listeners) listen(news.change)
  }
}

/** Calls back for each change of an order, or `missed` when the connection was away and there may have been some. */
export const onOrderChange = (listen: (change: OrderChange | 'missed') => void): (() => void) => {
  listeners.add(listen)
  return () => listeners.delete(listen)
}

const watch = (changed: () => void) => {
  watchers.add(changed)
  return () => watchers.delete(changed)
}

export const useLiveState = (): LiveState => useSyncExternalStore(watch, () => state)
