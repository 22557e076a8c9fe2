// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of templates
/** What guards stock, orders and mails; with those of returns and money, all of them. */
import { type Guard, inModule } from './guard.ts'
import { GUARDS_OF_MONEY } from './guards-of-money.ts'
import { GUARDS_OF_RETURNS } from './guards-of-returns.ts'

const inventory = inModule('inventory')
const orders = inModule('orders')
const notifications = inModule('notifications')

export const GUARDS: Guard[] = [
  inventory(
    'S1',
    'units are only held that nobody holds',
    ['hold-stock.ts', 'WHERE coalesce(on_hand - reserved, 0) < demand.wanted', 'WHERE false'],
    'hold-stock',
  ),
  inventory(
    'S1',
    'stock rows are read under their lock',
    [
      'hold-stock.ts',
      'WHERE NOT EXISTS (SELECT FROM earlier) ORDER BY stock.variant_id FOR NO KEY UPDATE OF stock',
      'WHERE NOT EXISTS (SELECT FROM earlier) ORDER BY stock.variant_id',
    ],
    'hold-stock',
  ),
  inventory(
    'S3',
    'lines of one variant count together',
    [
      'hold-stock.ts',
      'SELECT variant_id, sum(quantity)::int AS wanted\n      FROM unnest',
      'SELECT variant_id, max(quantity)::int AS wanted\n      FROM unnest',
    ],
    'hold-stock',
  ),
  inventory(
    'S4',
    'what has ended is not freed again by later news',
    ['release-hold.ts', "WHERE ended_from IN ('held', 'kept') AND quantity > shipped", 'WHERE quantity > shipped'],
    'follow-orders',
  ),
  inventory(
    'S4',
    'what was shipped is not shipped again',
    [
      'ship-hold.ts',
      "SELECT order_id FROM current WHERE state IN ('held', 'kept') AND NOT EXISTS (SELECT FROM repeated)",
      'SELECT order_id FROM current',
    ],
    'end-hold',
  ),
  inventory(
    'S4',
    'the lines of a hold are those of its newest version',
    ['release-hold.ts', 'SELECT hold.* FROM hold JOIN inventory.holds seen USING (order_id, version)', 'SELECT hold.* FROM hold'],
    'hold-parts',
  ),
  inventory(
    'S4',
    'a late payment takes the units again only if they are there',
    ['revive-hold.ts', 'FROM locked WHERE on_hand - reserved < wanted', 'FROM locked WHERE false'],
    'end-hold',
  ),
  inventory(
    'S5',
    'a restock counts once',
    [
      'restock-units.ts',
      'WHERE NOT EXISTS (SELECT FROM inventory.hold_steps WHERE order_id = ${order_id} AND step_id = ${restock_id})',
      'WHERE ${order_id}::uuid <> ${restock_id}::uuid',
    ],
    'hold-parts',
  ),
  inventory(
    'S1',
    'nobody counts less than is promised',
    ['migrations/0001_stock.sql', 'CHECK (reserved >= 0 AND reserved <= on_hand)', 'CHECK (true)'],
    'set-stock',
  ),
  inventory(
    'S1',
    'a count undoes nothing that was sent since the level was seen',
    ['set-stock.ts', 'coalesce(was, known.on_hand) <> known.on_hand', 'coalesce(was, 0) < 0'],
    'set-stock',
  ),
  inventory(
    'S1',
    'a level is compared with the one that was seen under its lock',
    ['set-stock.ts', 'ORDER BY stock.variant_id FOR NO KEY UPDATE OF stock', 'ORDER BY stock.variant_id'],
    'set-stock',
  ),
  orders(
    'O2',
    'a request becomes one order',
    [
      'migrations/0002_whole_orders.sql',
      'ADD CONSTRAINT a_request_becomes_one_order UNIQUE (request_key)',
      'ADD CONSTRAINT a_request_becomes_one_order UNIQUE (request_key, order_id)',
    ],
    'checkout',
  ),
  orders(
    'O2',
    'a cart version becomes one order',
    ['migrations/0001_orders.sql', 'UNIQUE (cart_id, cart_version)', 'UNIQUE (cart_id, cart_version, order_id)'],
    'checkout',
  ),
  orders(
    'O4',
    'a step begins where it may',
    ['take-step.ts', '(before).state = ANY(${from}::text[]) AND', '${from}::text[] IS NOT NULL AND'],
    'states',
  ),
  orders(
    'O4',
    'who decides has seen the newest version',
    ['take-step.ts', '(before).version = coalesce(seen, (before).version)', 'coalesce(seen, 0) >= 0'],
    'life',
  ),
  orders(
    'O4',
    'a decision is taken under the lock',
    ['take-step.ts', 'ORDER BY order_id FOR NO KEY UPDATE OF o', 'ORDER BY order_id'],
    'life',
  ),
  orders('O4', 'nothing moves while an edit is under way', ['take-step.ts', 'AND (before).editing IS NULL', ''], 'edit-order'),
  orders(
    'O4',
    'reserved money waits until a confirmation stands',
    ['take-reserved.ts', "AND state IN ('confirmed', 'fulfilled') AND undo_until IS NULL", "AND state IN ('confirmed', 'fulfilled')"],
    'tests/together/reserved-together.test.ts',
  ),
  orders(
    'M5',
    'the parts come to the total',
    [
      'migrations/0002_whole_orders.sql',
      'CHECK (total_amount = subtotal_amount - discount_amount + shipping_amount + tax_added_amount AND total_amount >= 0)',
      'CHECK (true)',
    ],
    'place',
  ),
  orders(
    'M5',
    'the amounts and the fulfilment follow from the lines',
    ['migrations/0013_amounts_in_one_pass.sql', 'IF broken IS NOT NULL THEN', 'IF false THEN'],
    'place',
  ),
  orders(
    'M4',
    'an order gives back no more than was paid',
    ['migrations/0002_whole_orders.sql', 'CHECK (refunded_amount <= paid_amount)', 'CHECK (true)'],
    'record-payment',
  ),
  orders(
    'M1',
    'a refund is counted once',
    ['record-refund.ts', "AND NOT coalesce(payment -> 'refunds', '{}') ? ${refund_id}::text", ''],
    'record-payment',
  ),
  orders(
    'M1',
    'what a bank took back is written down once',
    ['record-refund.ts', "AND NOT coalesce(payment -> 'charged_back', '{}') ? ${dispute.dispute_ref}::text", ''],
    'record-payment',
  ),
  orders(
    'M4',
    'a bank takes back no more of an order than is left',
    [
      'migrations/0015_charge_backs.sql',
      "coalesce((payment ->> 'captured')::bigint, 0) - orders.refunded_of(",
      '1000000 - orders.refunded_of(',
    ],
    'record-payment',
  ),
  orders(
    'M3',
    'what was not told is not bought',
    ['prepare-purchase.ts', 'if (seen && (seen.amount !== total.amount', 'if (seen && (seen.amount < 0'],
    'checkout',
  ),
  orders(
    'M3',
    'the same number in another currency was not told',
    ['prepare-purchase.ts', '|| seen.currency !== total.currency))', '|| seen.currency === undefined))'],
    'checkout',
  ),
  orders(
    'M3',
    'what cannot be sent to a country is not sold there',
    ['quote.ts', 'const problems = !option && is_set_up ?', 'const problems = !option && !is_set_up ?'],
    'quote-checkout',
  ),
  {
    ...{ id: 'A4', guard: 'all addresses of a customer with IPv6 count as one', file: 'platform/http.ts' },
    ...{ from: 'networkOf(request.ip)', to: 'request.ip' },
    test: 'platform/network-address.test.ts',
  },
  {
    ...{ id: 'M3', guard: 'an address is in a country that exists', file: 'platform/input.ts' },
    ...{ from: "Format.Set('country', isCountry)", to: "Format.Set('country', () => true)" },
    test: 'modules/orders/checkout.test.ts',
  },
  {
    ...{ id: 'M3', guard: 'an order is in a currency that exists', file: 'platform/input.ts' },
    ...{ from: "Format.Set('currency', isCurrency)", to: "Format.Set('currency', () => true)" },
    test: 'modules/orders/checkout.test.ts',
  },
  orders(
    'M3',
    'an edit takes nothing away of what was shipped',
    ['write-revision.ts', "WHERE (sent ->> 'fulfilled_quantity')::int > 0 AND NOT", 'WHERE false AND NOT'],
    'part-shipped',
  ),
  orders(
    'O4',
    'goods that come back wait for an edit',
    ['record-return.ts', 'AND NOT EXISTS (SELECT FROM too_many) AND (before).editing IS NULL', 'AND NOT EXISTS (SELECT FROM too_many)'],
    'part-shipped',
  ),
  orders(
    'M4',
    'no more is given as store credit than is left of what was paid',
    ['record-return.ts', '<= (before).paid_amount)', '> 0)'],
    'tests/together/books.test.ts',
  ),
  orders(
    'M4',
    'no more is waived than is left of what the order comes to',
    ['record-return.ts', "(before).total_amount - orders.refunded_of((before).payments, 'credited')", '1000000 - 0'],
    'tests/together/returns-at-once.test.ts',
  ),
  orders(
    'M4',
    'a reservation is let go of only where nothing is owed',
    ['record-return.ts', 'if (owed <= 0) await', 'await'],
    'tests/together/reserved-and-returned.test.ts',
  ),
  notifications(
    'E2',
    'an event makes one mail',
    ['migrations/0001_mails.sql', 'UNIQUE (event_id, template, "to")', 'UNIQUE (event_id, template, "to", mail_id)'],
    'mails',
  ),
  ...GUARDS_OF_RETURNS,
  ...GUARDS_OF_MONEY,
]
