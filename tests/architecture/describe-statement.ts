/** Asks the server what a statement returns, without running it: Parse, Describe and Sync of the extended protocol. */
import type pg from 'pg'

/** One column of the answer. Whether it may be null is known of plain columns only. */
export type Column = { name: string; type: string; is_nullable: boolean | undefined }

type Field = { name: string; tableID: number; columnID: number; dataTypeID: number }
type Facts = { types: Map<number, string>; nullable: Map<string, boolean> }

/** What pg calls while one of its queries is under way (`Query` in pg/lib/query.js); a description needs no more than these. */
class Description implements pg.Submittable {
  fields: Field[] = []
  private readonly text: string
  private readonly settle: (error?: Error) => void

  constructor(text: string, settle: (error?: Error) => void) {
    this.text = text
    this.settle = settle
  }

  submit(connection: pg.Connection): void {
    connection.parse({ name: '', text: this.text, types: [] }, true)
    connection.describe({ type: 'S', name: '' }, true)
    connection.sync()
  }

  handleRowDescription({ fields }: { fields: Field[] }): void {
    this.fields = fields
  }

  handleError(error: Error): void {
    this.settle(error)
  }

  handleReadyForQuery(): void {
    this.settle()
  }
}

/** Columns of a statement. Works on every server from PostgreSQL 15 on. @throws what the server says of a statement it refuses */
export type Describe = (text: string) => Promise<Column[]>

export const openDescribe = async (client: pg.Client): Promise<Describe> => {
  const facts = await readFacts(client)
  return async (text) => {
    const fields = await new Promise<Field[]>((resolve, reject) => {
      const description: Description = new Description(text, (error) => (error ? reject(error) : resolve(description.fields)))
      client.query(description)
    })
    return fields.map(({ name, tableID, columnID, dataTypeID }) => ({
      name,
      type: facts.types.get(dataTypeID) ?? `oid ${dataTypeID}`,
      is_nullable: facts.nullable.get(`${tableID}.${columnID}`),
    }))
  }
}

const readFacts = async (client: pg.Client): Promise<Facts> => {
  const types = await client.query<{ id: number; name: string }>('SELECT oid::int AS id, typname AS name FROM pg_type')
  const columns = await client.query<{ id: string; is_nullable: boolean }>(
    `SELECT attrelid || '.' || attnum AS id, NOT attnotnull AS is_nullable FROM pg_attribute WHERE attnum > 0`,
  )
  return {
    types: new Map(types.rows.map(({ id, name }) => [id, name])),
    nullable: new Map(columns.rows.map(({ id, is_nullable }) => [id, is_nullable])),
  }
}
