import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { isApiError } from '#admin/api/client.ts'
import { type Decidable, type Decision, DONE, decide } from '#admin/orders/decisions.ts'
import { tellUndo } from '#admin/orders/tell-undo.tsx'
import { messageOf, tell, tellFailure } from '#admin/parts/tell.ts'
import { count } from '#admin/parts/words.ts'

type Row = Decidable & { number: string }
export type BulkFailure = { order_id: string; number: string; message: string }
export type BulkResult = { decision: Decision; done: number; failed: BulkFailure[] }
type Done = { failed: BulkFailure[]; undoable: Decidable[]; undo_until: string | null }

const MANY = { confirm: api.orders.confirmOrders, reject: api.orders.rejectOrders }

/** Confirms or rejects in one call; what became of each order is said. */
const decideMany = async (decision: 'confirm' | 'reject', rows: readonly Row[]): Promise<Done> => {
  const { results } = await MANY[decision]({ orders: rows.map(({ order_id, version }) => ({ order_id, version })) })
  const number = (order_id: string) => rows.find((row) => row.order_id === order_id)?.number ?? ''
  const failed = results.flatMap(({ order_id, is_done, problem }) =>
    is_done ? [] : [{ order_id, number: number(order_id), message: problem?.message ?? 'It was not changed.' }],
  )
  const undoable = results.flatMap(({ order_id, is_done, now }) => (is_done && now?.undo_until ? [{ order_id, version: now.version }] : []))
  return { failed, undoable, undo_until: results.find(({ now }) => now?.undo_until)?.now?.undo_until ?? null }
}

/** Sends orders one after the other; what fails is told and the rest goes on. */
const decideEach = async (decision: Decision, rows: readonly Row[], onProgress: (done: number) => void): Promise<Done> => {
  const failed: BulkFailure[] = []
  for (const [done, row] of rows.entries()) {
    onProgress(done)
    await decide(decision, row).catch((error: unknown) =>
      failed.push({ order_id: row.order_id, number: row.number, message: reason(error) }),
    )
  }
  return { failed, undoable: [], undo_until: null }
}

/** Decides on several orders; what did not work stays on screen, order by order. */
export const useBulkDecision = () => {
  const cache = useQueryClient()
  const [progress, setProgress] = useState<{ done: number; of: number }>()
  const [result, setResult] = useState<BulkResult>()
  const refresh = () => cache.invalidateQueries({ queryKey: ['orders'] })
  const undoAll = async (orders: readonly Decidable[]) => {
    const tries = await Promise.allSettled(orders.map(({ order_id, version }) => api.orders.undoDecision({ order_id, version })))
    await refresh()
    const undone = tries.filter(({ status }) => status === 'fulfilled').length
    tell(`${count(undone, 'decision')} taken back${undone < orders.length ? `, ${orders.length - undone} could not be` : ''}`)
  }
  const run = async (decision: Decision, rows: readonly Row[]) => {
    setProgress({ done: 0, of: rows.length })
    const working =
      decision === 'confirm' || decision === 'reject'
        ? decideMany(decision, rows)
        : decideEach(decision, rows, (done) => setProgress({ done, of: rows.length }))
    const answer = await working.catch((error: unknown) => void tellFailure(error))
    setProgress(undefined)
    await refresh()
    if (!answer) return
    const { failed, undoable, undo_until } = answer
    const done = rows.length - failed.length
    const message = `${count(done, 'order')} ${DONE[decision]}`
    if (undo_until && undoable.length > 0) tellUndo({ of: message, message, until: undo_until, onUndo: () => void undoAll(undoable) })
    else if (done > 0) tell(message)
    setResult(failed.length > 0 ? { decision, done, failed } : undefined)
  }
  return { run, progress, result, dismiss: () => setResult(undefined) }
}

const reason = (error: unknown) => (isApiError(error, 'STALE') ? 'It has changed meanwhile.' : messageOf(error))
