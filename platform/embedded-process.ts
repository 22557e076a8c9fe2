// A process that holds an embedded database, for tests that kill such processes: it reports line by line, and obeys lines on its standard input.
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { startEmbedded } from './embedded.ts'

const say = (line: string) => console.log(line)
const [folder = ''] = process.argv.slice(2)

const held = await startEmbedded({ folder, say: (line) => say(`say ${line}`) }).catch((error) => {
  say(`${error.name}: ${error.message}`)
  process.exit(1)
})
held.gone.then((reason) => say(`gone ${reason}`))

const orders: Record<string, () => Promise<void> | void> = {
  owner: () => say(`owner ${held.is_owner}`),
  exit: () => process.exit(0),
  stop: async () => {
    await held.stop()
    say('stopped')
    process.exit(0)
  },
}
process.stdin.on('data', (lines) => {
  for (const line of String(lines).trim().split('\n')) void orders[line]?.()
})

// What a shop does on Ctrl-C: it finishes what it began, and that needs the database.
process.on('SIGINT', async () => {
  await sleep(200)
  const client = new pg.Client(held.connection('postgres'))
  await client.connect()
  await client.query('SELECT 1')
  await client.end()
  say('drained')
  await orders.stop?.()
})
say(`up ${held.is_owner}`)
