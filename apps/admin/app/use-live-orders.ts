import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { onOrderChange, startLive } from '#admin/app/live.ts'
import { freshOrders } from '#admin/orders/fresh-orders.ts'

const GATHER_MS = 400

/** Keeps everything on screen that speaks of orders up to date. Changes that come in a burst are fetched together. */
export const useLiveOrders = () => {
  const cache = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = () => {
      timer = undefined
      void cache.invalidateQueries({ queryKey: ['orders'] })
      void cache.invalidateQueries({ queryKey: ['payments'] })
    }
    const stopListening = onOrderChange((change) => {
      if (change !== 'missed') freshOrders.add(change.order_id)
      timer ??= setTimeout(refresh, GATHER_MS)
    })
    const stopLive = startLive()
    return () => {
      clearTimeout(timer)
      stopListening()
      stopLive()
    }
  }, [cache])
}
