import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Delivered, Fault, Said } from './faulty-server.ts'

export type FaultyServer = { url: string; port: number; mails: Delivered[]; process: ChildProcess; stop(): Promise<void> }

/** Starts a mail server process with this fault; for tests. `mails` fills with what it has read. */
export const startFaultyServer = async (fault: Fault, port = 0): Promise<FaultyServer> => {
  const child = fork(join(import.meta.dirname, 'faulty-server.ts'), [fault, String(port)], { silent: true })
  const mails: Delivered[] = []
  const listening = Promise.withResolvers<number>()
  child.on('message', (said: Said) => ('port' in said ? listening.resolve(said.port) : mails.push(said.mail)))
  child.on('exit', (code) => listening.reject(new Error(`the mail server ended with ${code}`)))
  const used = await listening.promise
  return {
    url: `smtp://127.0.0.1:${used}`,
    port: used,
    mails,
    process: child,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}
