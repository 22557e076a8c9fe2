/** From nothing to the first page: an empty folder, existing data on a server, and existing data in the embedded PostgreSQL. */
import { childrenOf, memoryMb } from './processes.ts'
import { makePlace, type Place, type Shop, seed, startShop } from './shop-under-test.ts'

export type StartFigures = {
  server_seconds: number[]
  embedded_first_seconds: number
  embedded_seconds: number[]
  /** the shop's own memory, resident, MB */
  rss_at_rest_mb: number
  /** of all processes of the embedded PostgreSQL together, shared pages counted once, MB */
  embedded_pss_mb: number
}

/** Stops and starts again on the same data, so many times. */
const startAgain = async (place: Place, port: number, times: number): Promise<number[]> => {
  const seconds: number[] = []
  for (let n = 0; n < times; n++) {
    const shop = await startShop(place, { port })
    seconds.push(shop.open_after)
    await shop.stop()
  }
  return seconds
}

const postgresOf = ({ pid }: Shop): number[] => childrenOf(pid)

export const measureStarts = async (
  server: Place,
  { port, products, times }: { port: number; products: number; times: number },
): Promise<StartFigures> => {
  const server_seconds = await startAgain(server, port, times)
  const embedded = await makePlace(undefined)
  try {
    const first = await startShop(embedded, { port })
    await first.stop()
    await seed(embedded, products)
    const embedded_seconds = await startAgain(embedded, port, times)
    const shop = await startShop(embedded, { port })
    await new Promise((resume) => setTimeout(resume, 3_000))
    const figures = {
      rss_at_rest_mb: memoryMb(shop.pid, 'Rss'),
      embedded_pss_mb: postgresOf(shop).reduce((total, pid) => total + memoryMb(pid, 'Pss'), 0),
    }
    await shop.stop()
    return { server_seconds, embedded_first_seconds: first.open_after, embedded_seconds, ...figures }
  } finally {
    await embedded.clear()
  }
}
