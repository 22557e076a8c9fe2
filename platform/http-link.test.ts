import assert from 'node:assert/strict'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, beforeEach, test } from 'node:test'
import { contract, File, op, Strict, t } from '#platform/contract.ts'
import { isFailure } from '#platform/errors.ts'
import { clientOf, overHttp } from '#platform/transport.ts'

const Name = Strict({ name: t.String() })
const Shelf = t.Object({ title: t.String() })
const shelves = contract({
  name: 'shelves',
  title: 'Shelves',
  ops: {
    read: op('GET /shelves/{name}', { summary: 'read', policy: 'anyone', input: Name, output: Shelf, errors: { NOT_FOUND: 404 } }),
    print: op('GET /shelves/{name}/print', { summary: 'a file', policy: 'anyone', answer: 'file', input: Name, output: File }),
    build: op('POST /shelves', { summary: 'build', policy: 'anyone', input: Strict({}), output: Shelf }),
  },
})

/** What the other side does at each request, first to last; then it answers as it should. */
const faults: ((response: ServerResponse) => void)[] = []
const asked: string[] = []
const server = createServer((request, response) => {
  asked.push(request.url ?? '')
  const fault = faults.shift()
  if (fault) fault(response)
  else response.writeHead(200, { 'content-type': 'application/json' }).end('{"title":"Poems"}')
})
await new Promise<void>((resume) => server.listen(0, '127.0.0.1', resume))
after(() => server.close())
const { port } = server.address() as AddressInfo
const client = clientOf(shelves, overHttp(shelves, { url: `http://127.0.0.1:${port}`, sign: async () => 'signed' }), 'test')

const broken = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"title":"Po')
/** Killed in the middle of its answer. */
const killed = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '17' })
  response.write('{"title":', () => response.destroy())
}
const isUnavailable = (error: unknown) => isFailure(error, 'UNAVAILABLE') && error.status === 503 && error.details.retry_after === 1

beforeEach(() => {
  faults.length = 0
  asked.length = 0
})

test('an answer that breaks off is asked for again where that is safe', async () => {
  faults.push(killed, broken)
  assert.deepEqual(await client.read({ name: 'poems' }), { title: 'Poems' })
  faults.push(killed)
  assert.equal((await client.print({ name: 'poems' })).content_type, 'application/json')
  assert.equal(asked.length, 5)
})

test('an answer that keeps breaking off is told as a part of the shop that cannot be reached, and asked for once where it may have done its work', async () => {
  faults.push(killed, broken, killed)
  await assert.rejects(client.read({ name: 'poems' }), isUnavailable)
  assert.equal(asked.length, 3)
  faults.push(broken)
  await assert.rejects(client.build({}), isUnavailable)
  assert.equal(asked.length, 4)
})

test("a name that would lead to another address is nobody's, and the other side is not asked", async () => {
  for (const name of ['.', '..', '']) {
    await assert.rejects(client.read({ name }), (error) => isFailure(error, 'NOT_FOUND') && error.status === 404)
    await assert.rejects(client.print({ name }), (error) => isFailure(error, 'NO_SUCH_ROUTE') && error.status === 404)
  }
  assert.deepEqual(asked, [])
  await client.read({ name: '...' })
  assert.deepEqual(asked, ['/shelves/...'])
})
