/**
 * What the machine can do: `node:http` and `pg` with one prepared statement per request, on the shop's own rows. No framework, no
 * validation, no authorisation. It keeps its carts and orders in a schema of its own, made here.
 */
import { createServer, type IncomingMessage } from 'node:http'
import pg from 'pg'

const POOL_SIZE = 10 // as the shop's

const SCHEMA = `
  DROP SCHEMA IF EXISTS bare CASCADE;
  CREATE SCHEMA bare;
  CREATE TABLE bare.carts (cart_id uuid, variant_id uuid, quantity integer NOT NULL, PRIMARY KEY (cart_id, variant_id));
  CREATE TABLE bare.whole_orders (order_id uuid PRIMARY KEY, email text NOT NULL, total_amount bigint NOT NULL, whole jsonb NOT NULL, placed_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE bare.whole_lines (order_id uuid REFERENCES bare.whole_orders, place integer, line jsonb NOT NULL, PRIMARY KEY (order_id, place));
  CREATE TABLE bare.outbox (sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, type text NOT NULL, aggregate_id text NOT NULL, payload jsonb NOT NULL);`

const VARIANTS = `(SELECT json_agg(json_build_object('variant_id', v.variant_id, 'sku', v.sku, 'prices', v.prices, 'on_hand', s.on_hand - s.reserved))
  FROM catalog.variants v JOIN inventory.stock s USING (variant_id) WHERE v.product_id = p.product_id)`
const LISTED = `json_build_object('product_id', p.product_id, 'slug', p.slug, 'title', p.translations -> 'en' ->> 'title', 'variants', ${VARIANTS})`

const STATEMENTS = {
  list: `SELECT json_agg(product)::text AS json FROM (SELECT ${LISTED} AS product FROM catalog.products p
    WHERE p.status = 'active' ORDER BY p.updated_at DESC, p.product_id DESC LIMIT 20 OFFSET $1) page`,
  cards: `SELECT '[' || string_agg(card::text, ',') || ']' AS json FROM (SELECT c.card FROM catalog.shelves s JOIN catalog.cards c USING (product_id, locale, currency)
    WHERE s.category_id = '00000000-0000-0000-0000-000000000000' AND s.locale = 'en' AND s.currency = 'EUR'
    ORDER BY s.published_at DESC, s.product_id DESC LIMIT 20 OFFSET $1) page`,
  category: `SELECT json_agg(product)::text AS json FROM (SELECT ${LISTED} AS product FROM catalog.products p
    JOIN catalog.product_categories pc USING (product_id) JOIN catalog.categories g USING (category_id)
    WHERE g.slug = $1 AND p.status = 'active' ORDER BY p.updated_at DESC, p.product_id DESC LIMIT 20) page`,
  detail: `SELECT json_build_object('product', ${LISTED}, 'description', p.translations -> 'en' ->> 'description')::text AS json
    FROM catalog.products p WHERE p.slug = $1 AND p.status = 'active'`,
  search: `SELECT json_agg(product)::text AS json FROM (SELECT ${LISTED} AS product FROM (
      SELECT d.product_id, ts_rank(d.words, q) AS score FROM search.documents d, to_tsquery('english', $1) q
      WHERE d.words @@ q AND d.locale = 'en' ORDER BY score DESC, d.product_id LIMIT 20) f
    JOIN catalog.products p USING (product_id) ORDER BY f.score DESC, f.product_id) page`,
  put_line: `INSERT INTO bare.carts AS c VALUES ($1, $2, $3) ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = c.quantity + excluded.quantity`,
  read_cart: `SELECT json_agg(json_build_object('variant_id', c.variant_id, 'quantity', c.quantity, 'sku', v.sku, 'title', p.translations -> 'en' ->> 'title', 'prices', v.prices))::text AS json
    FROM bare.carts c JOIN catalog.variants v USING (variant_id) JOIN catalog.products p USING (product_id) WHERE c.cart_id = $1`,
}

/** The rows of a checkout, in one transaction: the order, its lines, and what is said of it. Nothing is priced, held, charged, or followed. */
const ROWS = {
  whole_order: `INSERT INTO bare.whole_orders (order_id, email, total_amount, whole) VALUES ($1, $2, $3, $4)`,
  whole_lines: `INSERT INTO bare.whole_lines SELECT $1, place, line FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS l (line, place)`,
  said: `INSERT INTO bare.outbox (type, aggregate_id, payload) SELECT type, $1, $2 FROM unnest(ARRAY['orders.placed', 'orders.paid']) AS type`,
}
type Whole = { order_id: string; email: string; total: { amount: number }; lines: object[] }

const insertWhole = async (order: Whole): Promise<string> => {
  const whole = JSON.stringify(order)
  const client = await pool.connect()
  try {
    const insert = (name: keyof typeof ROWS, values: unknown[]) => client.query({ name, text: ROWS[name], values })
    await client.query('BEGIN')
    await insert('whole_order', [order.order_id, order.email, order.total.amount, whole])
    await insert('whole_lines', [order.order_id, JSON.stringify(order.lines)])
    await insert('said', [order.order_id, whole])
    await client.query('COMMIT')
    return JSON.stringify({ order_id: order.order_id })
  } finally {
    client.release() // a failure ends the run, and the connection with it
  }
}

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: POOL_SIZE, application_name: 'bare', options: '-c jit=off' })
const run = async (name: keyof typeof STATEMENTS, values: unknown[]): Promise<string> => {
  const { rows } = await pool.query<{ json: string | null }>({ name, text: STATEMENTS[name], values })
  return rows[0]?.json ?? ''
}

const readBody = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  let text = ''
  for await (const part of request.setEncoding('utf8')) text += part
  return JSON.parse(text)
}

const answer = async (request: IncomingMessage): Promise<string> => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
  const skipped = (Number(searchParams.get('page') ?? 1) - 1) * 20
  if (pathname === '/hello') return '{"hello":"world"}'
  if (pathname === '/list') return run('list', [skipped])
  if (pathname === '/cards') return run('cards', [skipped])
  if (pathname === '/category') return run('category', [searchParams.get('slug')])
  if (pathname === '/detail') return run('detail', [searchParams.get('slug')])
  if (pathname === '/search') return run('search', [searchParams.get('q')])
  if (pathname === '/checkout') return insertWhole((await readBody(request)) as Whole)
  if (pathname !== '/cart') return ''
  const { cart_id, variant_id, quantity } = await readBody(request)
  await run('put_line', [cart_id, variant_id, quantity])
  return run('read_cart', [cart_id])
}

await pool.query(SCHEMA)
const server = createServer((request, response) => {
  answer(request).then(
    (json) => {
      response.writeHead(json ? 200 : 404, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) })
      response.end(json)
    },
    (error) => response.writeHead(500, { 'content-length': 0 }).end() && console.error(error),
  )
})
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('ready'))
process.on('SIGTERM', () => process.exit(0))
process.on('disconnect', () => process.exit(0))
