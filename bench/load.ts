/**
 * The load: a closed loop in a process of its own. Every connection sends a request, waits for the whole answer, and sends the next.
 * Raw sockets with keep-alive, because the load shares the machine with what is measured; answers must carry Content-Length.
 */
import { connect, type Socket } from 'node:net'
import { type Ask, requestsOf, type Work } from './requests.ts'

export type Loaded = {
  requests: number
  seconds: number
  errors: number
  first_error: string | null
  bytes: number
  latencies_ms: number[]
}
export type Order = { port: number; connections: number; seconds: number /** at most so many rounds */; most?: number; work: Work }

type Tally = Omit<Loaded, 'requests' | 'seconds'> & { left: number; until: number }
type Answer = { status: number; bytes: number; head: string }

const HEAD_END = Buffer.from('\r\n\r\n')

/** One request, one answer. Answers come whole before the next request is sent. */
const openLine = async (port: number) => {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let parts: Buffer[] = []
  let resolve: (answer: Answer) => void = () => {}
  let refuse: (error: Error) => void = () => {}
  await new Promise<void>((done, fail) => socket.once('connect', done).once('error', fail))
  socket.on('error', (error) => refuse(error))
  socket.on('close', () => refuse(new Error('the connection was closed')))
  socket.on('data', (part) => {
    if (typeof part === 'string') return
    parts.push(part)
    const all = parts.length === 1 ? part : Buffer.concat(parts)
    parts = [all]
    const end = all.indexOf(HEAD_END)
    if (end < 0) return
    const head = all.toString('latin1', 0, end)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    if (all.length < end + 4 + length) return
    parts = []
    resolve({
      status: Number(head.slice(9, 12)),
      bytes: all.length,
      head: `${head.slice(0, 15)} ${all.toString('utf8', end + 4).slice(0, 300)}`,
    })
  })
  return {
    ask: (request: string) =>
      new Promise<Answer>((answered, failed) => {
        resolve = answered
        refuse = failed
        socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}

const textOf = ({ method, path, body, address }: Ask): string => {
  const start = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${address ? `x-forwarded-for: ${address}\r\n` : ''}`
  if (!body) return `${start}\r\n`
  const json = JSON.stringify(body)
  return `${start}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(json)}\r\n\r\n${json}`
}

const runConnection = async ({ port, work }: Order, at: number, tally: Tally) => {
  const line = await openLine(port)
  const next = requestsOf(work, at)
  while (performance.now() < tally.until && tally.left-- > 0) {
    const begun = performance.now()
    for (const ask of next()) {
      const { expects = 200 } = ask
      const answer = await line.ask(textOf(ask))
      tally.bytes += answer.bytes
      if (answer.status === expects) continue
      tally.errors++
      tally.first_error ??= answer.head
    }
    tally.latencies_ms.push(performance.now() - begun)
  }
  line.close()
}

const load = async (order: Order): Promise<Loaded> => {
  const begun = performance.now()
  const tally: Tally = {
    errors: 0,
    first_error: null,
    bytes: 0,
    latencies_ms: [],
    left: order.most ?? Number.MAX_SAFE_INTEGER,
    until: begun + order.seconds * 1000,
  }
  await Promise.all(Array.from({ length: order.connections }, (_, at) => runConnection(order, at, tally)))
  const { left: _left, until: _until, ...told } = tally
  return { ...told, requests: tally.latencies_ms.length, seconds: (performance.now() - begun) / 1000 }
}

process.on('message', (order: Order) => {
  load(order).then(
    (loaded) => process.send?.({ loaded }),
    (error) => process.send?.({ failed: String(error) }),
  )
})
process.send?.('ready')
