/** The processes of a split shop, to kill and to freeze. Reads /proc, so only on Linux. */
import { readdirSync, readFileSync } from 'node:fs'
import type { RunningShop } from './running-shop.ts'

export const canFindServices = process.platform === 'linux'

/** The process that is this service just now; undefined while it is being started again. */
const processOf = (shop: RunningShop, service: string): number | undefined => {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = Number(
        readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ')[1],
      )
      if (parent !== shop.child.pid) continue
      if (readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`SERVICE=${service}`)) return Number(pid)
    } catch {
      // it ended while we looked
    }
  }
}

export const signalService = (shop: RunningShop, service: string, signal: NodeJS.Signals): void => {
  const pid = processOf(shop, service)
  if (pid) process.kill(pid, signal)
}
