// What the tests of the embedded database share: folders that vanish, and processes to kill.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stopEmbedded } from './embedded.ts'

export const folders = () => {
  const made: string[] = []
  return {
    newFolder: (): string => {
      const folder = mkdtempSync(join(tmpdir(), 'souk-test-'))
      made.push(folder)
      return folder
    },
    removeAll: async () => {
      for (const folder of made) {
        await stopEmbedded(folder)
        rmSync(folder, { recursive: true, force: true })
      }
    },
  }
}

/** Waits until `look` returns something, and returns that; fails after twenty seconds. */
export const until = async <Found>(look: () => Found | Promise<Found>): Promise<NonNullable<Found>> => {
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; await sleep(20)) {
    const found = await look()
    if (found) return found
  }
  throw new Error('it did not come about within twenty seconds')
}

export type HolderOptions = { own_group?: boolean; env?: NodeJS.ProcessEnv; uid?: number; gid?: number; node?: string; script?: string }

/** A process that runs embedded-process.ts on the folder. */
export const hold = (folder: string, options: HolderOptions = {}) => {
  const { own_group = false, node = process.execPath, script = join(import.meta.dirname, 'embedded-process.ts'), ...rest } = options
  const child: ChildProcess = spawn(node, [script, folder], { ...rest, detached: own_group, stdio: ['pipe', 'pipe', 'inherit'] })
  const lines: string[] = []
  child.stdout?.on('data', (text) => lines.push(...String(text).trim().split('\n')))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return {
    pid: child.pid ?? 0,
    lines,
    ended,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    send: (order: string) => child.stdin?.write(`${order}\n`),
    line: (pattern: RegExp) =>
      until(() => lines.find((line) => pattern.test(line))).catch(() => {
        throw new Error(`no line like ${pattern} among:\n${lines.join('\n')}`)
      }),
  }
}
