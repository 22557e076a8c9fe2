import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { vies } from './vies.ts'

/** Answers as VIES gives them; recorded shapes, names made up. */
const YES = {
  countryCode: 'AT',
  vatNumber: 'U13585627',
  requestDate: '2026-03-01T09:00:00Z',
  valid: true,
  requestIdentifier: 'WAPIAAAAYx',
  name: 'ACME',
  address: '---',
}
const NO = {
  countryCode: 'AT',
  vatNumber: 'U00000000',
  requestDate: '2026-03-01T09:00:00Z',
  valid: false,
  requestIdentifier: '',
  name: '---',
  address: '---',
}
const AWAY = { actionSucceed: false, errorWrappers: [{ error: 'MS_UNAVAILABLE' }] }

let answer: { status: number; body: string } = { status: 200, body: '' }
const bodies: unknown[] = []
const server = createServer(async (request, response) => {
  bodies.push(JSON.parse(await text(request)))
  if (answer.status === 0) return response.destroy()
  if (answer.status === -1) return
  response.writeHead(answer.status, { 'content-type': 'application/json', location: 'http://127.0.0.1:1/' }).end(answer.body)
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
after(() => {
  server.closeAllConnections()
  server.close()
})
const place = server.address()
const check = vies(`http://127.0.0.1:${typeof place === 'object' ? place?.port : 0}/`)
const ask = (status: number, body: unknown, own: string | null = null, limit = 2_000) => {
  answer = { status, body: typeof body === 'string' ? body : JSON.stringify(body) }
  return check.check('ATU13585627', own, AbortSignal.timeout(limit))
}

test('a yes comes with its consultation number, and the shop names itself to get one', async () => {
  assert.deepEqual(await ask(200, YES, 'DE136695976'), { is_valid: true, name: 'ACME', address: null, consultation_number: 'WAPIAAAAYx' })
  assert.deepEqual(bodies.at(-1), {
    countryCode: 'AT',
    vatNumber: 'U13585627',
    requesterMemberStateCode: 'DE',
    requesterNumber: '136695976',
  })
})

test('a no is an answer', async () => {
  assert.deepEqual(await ask(200, NO), { is_valid: false, name: null, address: null, consultation_number: null })
})

test('everything else is no answer, and never a no', async () => {
  await assert.rejects(ask(200, AWAY), /MS_UNAVAILABLE/)
  await assert.rejects(ask(200, { ...NO, userError: 'MS_MAX_CONCURRENT_REQ' }), /MS_MAX_CONCURRENT_REQ/)
  await assert.rejects(ask(500, { ...NO }))
  await assert.rejects(ask(200, '<html>'))
  await assert.rejects(ask(200, 'null'))
  await assert.rejects(ask(302, YES))
  await assert.rejects(ask(0, YES))
  await assert.rejects(ask(-1, YES, null, 300))
})
