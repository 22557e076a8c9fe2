import assert from 'node:assert/strict'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { startEmbedded, stopEmbedded } from './embedded.ts'
import { placeIn } from './embedded-place.ts'
import { findPostmaster, isRunning } from './embedded-postmaster.ts'
import { folders, hold, until } from './embedded-rig.ts'

const { newFolder, removeAll } = folders()
after(removeAll)

const quiet = () => {}
const server = (folder: string) => findPostmaster(placeIn(folder))

const query = async (connection: pg.ClientConfig, text: string, values: unknown[] = []) => {
  const client = new pg.Client(connection)
  client.on('error', quiet) // the server may be killed under it: what counts is the answer
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end().catch(quiet)
  }
}

test('the first start prepares the folder, the next ones find it, and the last one to leave stops the server', async () => {
  const folder = newFolder()
  const lines: string[] = []
  const first = await startEmbedded({ folder, say: (line) => lines.push(line) })
  await first.ensureDatabase('shop')
  await first.ensureDatabase('shop')
  await query(first.connection('shop'), 'CREATE TABLE notes AS SELECT 1 AS id')
  const second = await startEmbedded({ folder, say: (line) => lines.push(line) })
  assert.deepEqual([first.is_owner, second.is_owner], [true, false])
  assert.deepEqual(lines, ['Preparing the database (only the first time)'])
  await second.stop()
  assert.ok(server(folder), 'one who attached only lets go')
  await first.stop()
  assert.equal(server(folder), undefined, 'the owner stops the server')

  const again = await startEmbedded({ folder, say: (line) => lines.push(line) })
  assert.deepEqual(await query(again.connection('shop'), 'SELECT id FROM notes'), [{ id: 1 }])
  assert.equal(lines.length, 1)
  await again.stop()
})

test('the database is private, writes through to the disk, speaks UTC, and keeps letters beyond ASCII in trigrams', async () => {
  const held = await startEmbedded({ folder: newFolder(), say: quiet })
  await held.ensureDatabase('shop')
  const settings = `SELECT current_setting('fsync') AS fsync, current_setting('listen_addresses') AS addresses, current_setting('timezone') AS zone,
    current_setting('max_connections') AS connections, upper('käse') AS upper`
  assert.deepEqual(await query(held.connection('shop'), settings), [
    { fsync: 'on', addresses: '', zone: 'UTC', connections: '200', upper: 'KÄSE' },
  ])
  await query(held.connection('shop'), 'CREATE EXTENSION pg_trgm')
  assert.deepEqual(await query(held.connection('shop'), `SELECT similarity('Käse', 'K se') < 1 AS keeps`), [{ keeps: true }])
  await assert.rejects(held.ensureDatabase('shop"; DROP DATABASE postgres'), /cannot name a database/)
  await held.stop()
})

test('after kill -9 of the owner the server lives on and the next start attaches to it', async () => {
  const folder = newFolder()
  const owner = hold(folder)
  await owner.line(/^up true/)
  const pid = server(folder)?.pid
  owner.kill('SIGKILL')
  await owner.ended
  const next = await startEmbedded({ folder, say: quiet })
  assert.equal(server(folder)?.pid, pid)
  assert.equal(next.is_owner, true)
  await next.stop()
  assert.equal(server(folder), undefined)
})

test('when the owner dies the next process to notice becomes the owner, and its stop stops the server', async () => {
  const folder = newFolder()
  const owner = hold(folder)
  await owner.line(/^up true/)
  const other = await startEmbedded({ folder, say: quiet })
  assert.equal(other.is_owner, false)
  owner.kill('SIGKILL')
  await until(() => other.is_owner)
  await other.stop()
  assert.equal(server(folder), undefined)
})

test('an owner that stops while another process is attached leaves the server to that one', async () => {
  const folder = newFolder()
  const owner = await startEmbedded({ folder, say: quiet })
  const other = hold(folder)
  await other.line(/^up false/)
  await owner.stop()
  assert.ok(server(folder), 'the other still works')
  await sleep(2500)
  other.send('owner')
  await other.line(/^owner true/)
  other.send('stop')
  await other.line(/^stopped/)
  assert.equal(server(folder), undefined)
})

test('of processes that stop in the same moment exactly the last stops the server', async () => {
  const folder = newFolder()
  for (let round = 0; round < 5; round++) {
    const held = await Promise.all([1, 2, 3, 4].map(() => startEmbedded({ folder, say: quiet })))
    assert.equal(held.filter(({ is_owner }) => is_owner).length, 1)
    await Promise.all(held.map((one) => one.stop()))
    assert.equal(server(folder), undefined, `round ${round}`)
  }
})

test('two first starts at once end with one server and one owner', async () => {
  const folder = newFolder()
  const both = [hold(folder), hold(folder)]
  const lines = await Promise.all(both.map((one) => one.line(/^up/)))
  assert.deepEqual(lines.toSorted(), ['up false', 'up true'])
  assert.deepEqual(
    readdirSync(placeIn(folder).folder).filter((name) => name.startsWith('new-')),
    [],
  )
  for (const one of both) one.send('stop')
  await Promise.all(both.map((one) => one.ended))
  assert.equal(server(folder), undefined)
})

test('Ctrl-C, which reaches the whole process group, leaves the server up until the shop has drained', async () => {
  const folder = newFolder()
  const shop = hold(folder, { own_group: true })
  await shop.line(/^up/)
  process.kill(-shop.pid, 'SIGINT')
  await shop.line(/^drained/)
  await shop.line(/^stopped/)
  assert.deepEqual(
    shop.lines.filter((line) => line.includes('unexpectedly')),
    [],
  )
  assert.equal(server(folder), undefined)
})

test('a process that exits without a stop takes the server along', async () => {
  const folder = newFolder()
  const shop = hold(folder)
  await shop.line(/^up/)
  shop.send('exit')
  await shop.ended
  await until(() => !server(folder))
})

test('an explicit stop ends the server for everyone, and nobody brings it back', async () => {
  const folder = newFolder()
  const held = await startEmbedded({ folder, say: quiet })
  await stopEmbedded(folder)
  assert.equal(await held.gone, 'The database was stopped.')
  assert.equal(server(folder), undefined)
  await held.stop()
  await stopEmbedded(folder)
  await stopEmbedded(join(folder, 'nothing-here'))
})

const rounds = process.env.FULL === '1' ? 25 : 5

test(`kill -9 of the server under load loses no acknowledged row, ${rounds} times: it comes back without a hand`, async () => {
  const folder = newFolder()
  let held = await startEmbedded({ folder, say: quiet })
  await held.ensureDatabase('shop')
  await query(held.connection('shop'), 'CREATE TABLE orders (id int PRIMARY KEY)')
  let next = 1
  const acknowledged: number[] = []
  for (let round = 0; round < rounds; round++) {
    const client = new pg.Client(held.connection('shop'))
    client.on('error', quiet)
    await client.connect()
    const writing = (async () => {
      for (;;) {
        const id = next++
        await client.query('INSERT INTO orders VALUES ($1)', [id])
        acknowledged.push(id)
      }
    })()
    await sleep(50 + Math.random() * 100)
    const { pid } = server(folder) ?? assert.fail('no server')
    process.kill(pid, 'SIGKILL')
    await assert.rejects(writing)
    await until(() => !isRunning(pid) && server(folder) !== undefined)
    if (round % 2) {
      await held.stop() // every other round with a new process of the shop, too
      held = await startEmbedded({ folder, say: quiet })
    }
    const rows = await until(() => query(held.connection('shop'), 'SELECT id FROM orders').catch(() => undefined))
    const kept = new Set(rows.map(({ id }) => id))
    assert.deepEqual(
      acknowledged.filter((id) => !kept.has(id)),
      [],
      `round ${round}`,
    )
  }
  assert.ok(acknowledged.length > rounds * 5, `${acknowledged.length} rows were acknowledged`)
  await held.stop()
})

test('a server that cannot come back is given up with a sentence', async () => {
  const folder = newFolder()
  const held = await startEmbedded({ folder, say: quiet })
  const data = placeIn(folder).data
  const { pid } = server(folder) ?? assert.fail('no server')
  rmSync(join(data, 'global'), { recursive: true })
  process.kill(pid, 'SIGKILL')
  assert.match(await held.gone, /is damaged: move the folder away/)
  assert.ok(existsSync(data))
  await held.stop()
})
