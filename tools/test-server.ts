/** The PostgreSQL server that tests and documents are made on: TEST_DATABASE_URL, or the embedded one in a folder of its own. */
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { startEmbedded } from '#platform/embedded.ts'

const FOLDER = resolve(import.meta.dirname, '../node_modules/.cache/test-database')

export type TestServer = { address: string; stop(): Promise<void> }

export const openTestServer = async (say: (line: string) => void): Promise<TestServer> => {
  if (process.env.TEST_DATABASE_URL) return { address: process.env.TEST_DATABASE_URL, stop: async () => {} }
  mkdirSync(FOLDER, { recursive: true })
  const server = await startEmbedded({ folder: FOLDER, say })
  const { user, port, host, password } = server.connection('postgres')
  const login = password ? `${user}:${encodeURIComponent(password)}` : user
  const address = !host.startsWith('/')
    ? `postgres://${login}@${host}:${port}/postgres`
    : `postgres://${login}@localhost/postgres?host=${encodeURIComponent(host)}`
  return { address, stop: () => server.stop() }
}
