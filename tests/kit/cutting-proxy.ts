/**
 * Stands between the shop and PostgreSQL and, when it is told to, cuts the line after a statement was carried out and before its answer
 * arrives: the shop cannot know whether it was. Reads as much of the protocol as it needs (PostgreSQL, "Frontend/Backend Protocol"):
 * Parse names a statement, Bind runs it, and an answer is whole when ReadyForQuery ends it.
 */
import { connect, createServer, type Socket } from 'node:net'

const PARSE = /P[\s\S]{4}([\w-]{20})\0([^\0]*)\0/g
const BIND = /B[\s\S]{4}\0([\w-]{20})\0/g
const READY = 0x5a // Z: type, four bytes of length, one of state; it ends what the server sends
const READY_LENGTH = 6

export type CuttingProxy = {
  port: number
  /** cuts the answer to the next statement whose text the pattern is in */
  cutNext(statement: RegExp): void
  readonly cuts: number
  close(): Promise<void>
}

export const openCuttingProxy = async (server: { host: string; port: number }): Promise<CuttingProxy> => {
  let wanted: RegExp | undefined
  let cuts = 0
  const sockets = new Set<Socket>()
  const proxy = createServer((client) => {
    const upstream = connect(server)
    const texts = new Map<string, string>()
    let is_cutting = false
    const close = () => {
      for (const socket of [client, upstream]) {
        socket.destroy()
        sockets.delete(socket)
      }
    }
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.setNoDelay(true).on('error', close).on('close', close)
    }
    client.on('data', (piece) => {
      const said = piece.toString('latin1')
      for (const [, name = '', text = ''] of said.matchAll(PARSE)) texts.set(name, text)
      const runs = [...said.matchAll(BIND)].map(([, name = '']) => texts.get(name) ?? '')
      if (/^Q[\s\S]{4}COMMIT\0/.test(said)) runs.push('COMMIT')
      if (wanted && runs.some((text) => wanted?.test(text))) {
        wanted = undefined
        is_cutting = true
      }
      upstream.write(piece)
    })
    upstream.on('data', (piece) => {
      if (!is_cutting) return void client.write(piece)
      if (piece.at(-READY_LENGTH) !== READY) return
      cuts++
      close()
    })
  })
  await new Promise<void>((resume) => proxy.listen(0, '127.0.0.1', resume))
  const address = proxy.address()
  if (typeof address !== 'object' || !address) throw new Error('the proxy has no port')
  return {
    port: address.port,
    cutNext: (statement) => {
      wanted = statement
    },
    get cuts() {
      return cuts
    },
    close: () =>
      new Promise((resume) => {
        proxy.close(() => resume())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
