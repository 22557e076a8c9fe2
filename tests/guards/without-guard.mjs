// Loaded into a test process by guards.test.ts: it reads one file of the shop without one of its guards. The shop itself knows nothing of
// this and has no switch for it, so nobody can take a guard away in production.
import fs from 'node:fs'
import { registerHooks, syncBuiltinESMExports } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const { file, from, to } = JSON.parse(process.env.WITHOUT_GUARD ?? '{}')
const path = join(resolve(import.meta.dirname, '../..'), file)
const url = pathToFileURL(path).href
const takeAway = (text) => String(text).replace(from, () => to)

registerHooks({
  load: (asked, context, nextLoad) => {
    const loaded = nextLoad(asked, context)
    return asked.split('?')[0] === url ? { ...loaded, source: takeAway(loaded.source) } : loaded
  },
})
const { readFileSync } = fs
fs.readFileSync = (asked, ...options) => {
  const read = readFileSync.call(fs, asked, ...options)
  return asked === path && typeof read === 'string' ? takeAway(read) : read
}
syncBuiltinESMExports()
