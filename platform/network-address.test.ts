import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openTraffic } from './give-way.ts'
import { openHttp } from './http.ts'
import { openLog } from './log.ts'
import { networkOf } from './network-address.ts'

test('all addresses of an IPv6 network of 64 bits count as one, in whatever spelling, and those of the next network as another', () => {
  for (const address of ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:0DB8:0001:0002:0:0:0:9', '2001:db8:1:2::192.0.2.1'])
    assert.equal(networkOf(address), '2001:db8:1:2::/64')
  assert.equal(networkOf('2001:db8:1:3::1'), '2001:db8:1:3::/64')
  assert.equal(networkOf('2001:db8::1'), '2001:db8:0:0::/64')
  assert.equal(networkOf('::1'), '0:0:0:0::/64')
  assert.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0::/64')
})

test('IPv4 within IPv6 is that IPv4 address, so that not all of the old internet counts as one', () => {
  for (const address of ['::ffff:192.0.2.1', '::FFFF:c000:201', '0:0:0:0:0:ffff:192.0.2.1', '64:ff9b::192.0.2.1'])
    assert.equal(networkOf(address), '192.0.2.1')
  assert.equal(networkOf('::ffff:10.0.0.255'), '10.0.0.255')
})

test('an IPv4 address counts by itself, and what is no address as it came', () => {
  for (const address of ['192.0.2.1', '192.0.2.1:4711', 'unknown', '']) assert.equal(networkOf(address), address)
})

test('what is counted by its address is counted by its network, also when a proxy hands it on', async () => {
  const app = openHttp({
    service: 'here',
    log: openLog('silent', 'test'),
    is_production: true,
    public_url: () => 'http://localhost',
    authenticate: async () => ({ kind: 'anonymous' }),
    call_key: new Uint8Array(32),
    traffic: openTraffic(),
    trust_proxy: '10.0.0.0/8',
  })
  after(() => app.close())
  app.get('/', async ({ call }) => call.address)
  const seen = async (remoteAddress: string, headers = {}) => (await app.inject({ url: '/', remoteAddress, headers })).body
  assert.deepEqual([await seen('2001:db8:1:2::1'), await seen('2001:db8:1:2:a:b:c:d')], ['2001:db8:1:2::/64', '2001:db8:1:2::/64'])
  assert.equal(await seen('::ffff:192.0.2.1'), '192.0.2.1')
  assert.equal(await seen('10.0.0.1', { 'x-forwarded-for': '2001:db8:1:2::9' }), '2001:db8:1:2::/64')
})
