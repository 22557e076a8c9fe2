import assert from 'node:assert/strict'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { openLog } from '#platform/log.ts'
import { followChanges } from './follow-changes.ts'

let line: ServerResponse | undefined
const server = createServer((_request, response) => {
  line = response
  response.writeHead(200).write('*\nses')
})
await new Promise<void>((resume) => server.listen(0, '127.0.0.1', resume))
after(() => {
  server.close()
  server.closeAllConnections()
})
const { port } = server.address() as AddressInfo

test('a tag that is cut on its way is heard whole, and heard by the database, which all that is kept goes by', async () => {
  const told: string[] = []
  await new Promise<void>((resume) => {
    const heard = (tag: string) => {
      told.push(tag)
      if (tag === '*') line?.write('sions\nsettings\nend\n') // the rest, once the first part is there
      if (tag === 'end') resume()
    }
    const config = { service: 'front', urls: { front: 'http://127.0.0.1:1', users: `http://127.0.0.1:${port}` } } as const
    const end = followChanges({ config, call_key: new Uint8Array(32).fill(1), log: openLog('silent', 'test'), db: { heard } })
    after(end)
  })
  assert.deepEqual(told, ['*', 'sessions', 'settings', 'end'])
})
