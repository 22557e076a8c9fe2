/** One question to a database, over a connection of its own. */
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/** The server is recovering, starting, or has no connection left just now. */
const COMES_BACK = /^(57P03|57P01|53300|08\w+|ECONN\w+)$/
const PATIENCE_MS = 15_000

export const askDatabase = async <Row extends pg.QueryResultRow>(
  connectionString: string | undefined,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> => {
  for (const end = performance.now() + PATIENCE_MS; ; await wait(200)) {
    const client = new pg.Client({ connectionString })
    client.on('error', () => {})
    try {
      await client.connect()
      return (await client.query<Row>(text, values)).rows
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (!COMES_BACK.test(code) || performance.now() > end) throw error
    } finally {
      await client.end().catch(() => {})
    }
  }
}
