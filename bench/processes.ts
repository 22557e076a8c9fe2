/** Starting, stopping and watching processes. What they cost is read from /proc, so the benchmark runs on Linux only. */
import { type ChildProcess, fork } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const ROOT = resolve(import.meta.dirname, '..')
const OPEN_WITHIN_MS = 120_000
const TICKS_PER_SECOND = 100 // USER_HZ, the unit of /proc/PID/stat on every Linux

export type Program = { file: string; args?: string[]; node_flags?: string[]; env?: Record<string, string | undefined> }
export type Running = { pid: number; child: ChildProcess; ready: unknown; stop(): Promise<void> }

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts one of our files and waits for its first message. */
export const start = async ({ file, args = [], node_flags = [], env = {} }: Program): Promise<Running> => {
  const child = fork(join(ROOT, file), args, {
    cwd: ROOT,
    execArgv: node_flags,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  running.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-4_000)
    })
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  ended.then(() => running.delete(child))
  const late = AbortSignal.timeout(OPEN_WITHIN_MS)
  const ready = await new Promise<unknown>((open, refuse) => {
    child.once('message', open)
    ended.then((code) => refuse(new Error(`${file} ended with ${code}:\n${output}`)))
    late.onabort = () => refuse(new Error(`${file} did not start in time:\n${output}`))
  })
  const stop = async () => {
    if (!running.has(child)) return
    child.kill('SIGTERM')
    const hard = setTimeout(() => child.kill('SIGKILL'), 30_000)
    await ended
    clearTimeout(hard)
  }
  return { pid: child.pid ?? 0, child, ready, stop }
}

/** Runs one of our files to its end and returns what it printed. */
export const runToEnd = (program: Program): Promise<string> =>
  new Promise((done, refuse) => {
    const { file, args = [], node_flags = [], env = {} } = program
    const child = fork(join(ROOT, file), args, {
      cwd: ROOT,
      execArgv: node_flags,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    running.add(child)
    let output = ''
    const hear = (text: string) => {
      output += text
    }
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', hear)
    child.once('exit', (code) => {
      running.delete(child)
      if (code === 0) done(output.trim())
      else refuse(new Error(`${file} ended with ${code}:\n${output}`))
    })
  })

/** CPU seconds, user and system, that a process has used. A process that is gone has used nothing more. */
export const cpuSeconds = (pid: number): number => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ') // the name in brackets may hold spaces
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
  } catch {
    return 0
  }
}

/** Memory in MB: `Rss` counts shared pages whole, `Pss` by their share. */
export const memoryMb = (pid: number, kind: 'Rss' | 'Pss'): number => {
  const line = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').match(new RegExp(`^${kind}:\\s+(\\d+)`, 'm'))
  return Number(line?.[1] ?? 0) / 1024
}

/** All processes below this one. */
export const childrenOf = (pid: number): number[] => {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const text = readFileSync(`/proc/${name}/stat`, 'utf8')
        return [{ pid: Number(name), parent: Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]) }]
      } catch {
        return []
      }
    })
  const below = (of: number): number[] => parents.filter(({ parent }) => parent === of).flatMap((one) => [one.pid, ...below(one.pid)])
  return below(pid)
}

/** How busy both the whole machine and its idle time were, in CPU seconds since it started. */
export const machineBusySeconds = (): number => {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '')
    .split(/\s+/)
    .slice(1)
    .map(Number)
  return (user + nice + system + irq + softirq) / TICKS_PER_SECOND
}
