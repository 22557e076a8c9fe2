// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of templates
/** Guards of the shop: the words that make each of them, what stands there without it, and the test that goes red then. */
export type Guard = { id: string; guard: string; file: string; from: string; to: string; test: string }

/** In a module's folder; `test` as well, unless it names another. */
const inModule =
  (folder: string) =>
  (id: string, guard: string, [file, from, to]: [file: string, from: string, to: string], test: string): Guard => ({
    ...{ id, guard, file: `modules/${folder}/${file}`, from, to },
    test: test.includes('/') ? test : `modules/${folder}/${test}.test.ts`,
  })
const inventory = inModule('inventory')
const orders = inModule('orders')
const payments = inModule('payments')
const promotions = inModule('promotions')
const giftCards = inModule('gift-cards')
const ledger = inModule('ledger')
const documents = inModule('documents')
const returns = inModule('returns')
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
    'a hold is ended by one',
    ['release-hold.ts', "WHERE ended_from IN ('held', 'kept') AND quantity > shipped", 'WHERE quantity > shipped'],
    'end-hold',
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
      'migrations/0002_stock_moves.sql',
      'CONSTRAINT a_step_is_taken_once PRIMARY KEY (order_id, step_id)',
      'CONSTRAINT a_step_is_taken_once UNIQUE (order_id, step_id, at)',
    ],
    'hold-parts',
  ),
  inventory(
    'S1',
    'nobody counts less than is promised',
    ['migrations/0001_stock.sql', 'CHECK (reserved >= 0 AND reserved <= on_hand)', 'CHECK (true)'],
    'set-stock',
  ),
  promotions(
    'M9',
    'a limit that is reached refuses',
    ['redeem.ts', 'WHERE coalesce(used, 0) >= allowed ORDER BY', 'WHERE false ORDER BY'],
    'redeem',
  ),
  promotions(
    'M9',
    'the counters say it again',
    ['migrations/0001_promotions.sql', 'CHECK (used >= 0 AND used <= allowed)', 'CHECK (true)'],
    'redeem',
  ),
  giftCards(
    'M8',
    'only what is on a card is spent',
    ['spend.ts', 'FROM locked WHERE balance >= ${amount.amount}::bigint', 'FROM locked'],
    'spend',
  ),
  giftCards(
    'M8',
    'cards are read under their lock',
    ['spend.ts', 'AND NOT EXISTS (SELECT FROM earlier)\n      FOR NO KEY UPDATE', 'AND NOT EXISTS (SELECT FROM earlier)'],
    'spend',
  ),
  giftCards(
    'M8',
    'entries are never changed',
    ['migrations/0001_gift_cards.sql', 'BEFORE UPDATE OR DELETE ON entries', 'BEFORE UPDATE OF entry_id ON entries'],
    'spend',
  ),
  payments(
    'M1',
    'one payment of a tender is alive',
    ['migrations/0003_tenders_refunds_disputes.sql', 'ON payments (order_id, tender)\n', 'ON payments (order_id, tender, payment_id)\n'],
    'pay-due',
  ),
  payments(
    'M1',
    'money that comes beside another payment is surplus',
    [
      'settle.ts',
      "AND other.state IN ('started', 'unknown', 'pending', 'authorised', 'captured', 'mismatch'))) AS comes_beside",
      'AND false)) AS comes_beside',
    ],
    'pay-due',
  ),
  payments(
    'M2',
    'other money than the order’s is not taken for it',
    ['settle.ts', "SELECT *, CASE WHEN is_other THEN 'mismatch' ELSE", "SELECT *, CASE WHEN false THEN 'mismatch' ELSE"],
    'handle-webhook',
  ),
  payments(
    'M2',
    'the amount of the request is compared with what is due',
    ['pay.ts', 'if (amount !== due.amount || (currency', 'if ((currency'],
    'modules/orders/checkout.test.ts',
  ),
  payments(
    'M4',
    'refunds together stay within the capture',
    ['refund.ts', 'WHERE wanted - before > 0 AND wanted <= refundable', 'WHERE wanted - before > 0'],
    'refund',
  ),
  payments(
    'M4',
    'what is left is counted under the lock',
    ['refund.ts', 'ORDER BY payment_id FOR NO KEY UPDATE),\n    counted', 'ORDER BY payment_id),\n    counted'],
    'refund',
  ),
  payments(
    'M4',
    'the same refund is one',
    [
      'refund.ts',
      'ON CONFLICT (refund_id) DO NOTHING RETURNING refund_id',
      'ON CONFLICT (refund_id) DO UPDATE SET amount = excluded.amount RETURNING refund_id',
    ],
    'refund',
  ),
  payments(
    'E3',
    'state only moves forward',
    ['settle.ts', "state || '>' || next = ANY(${STEPS}::text[]) AS is_moved", 'true OR ${STEPS}::text[] IS NULL AS is_moved'],
    'handle-webhook',
  ),
  payments(
    'E3',
    'forged news is refused',
    [
      'receive-webhook.ts',
      "if (!news) throw fail('BAD_SIGNATURE', 'The signature of this webhook is not valid.')",
      'if (!news) return { is_received: true }',
    ],
    'handle-webhook',
  ),
  payments(
    'O1',
    'an attempt without an answer is asked about',
    [
      'reconcile.ts',
      "WHERE state IN ('started', 'unknown', 'pending', 'authorised') AND provider = ANY",
      "WHERE state IN ('authorised') AND provider = ANY",
    ],
    'reconcile',
  ),
  payments(
    'A4',
    'ten declines are enough for an hour',
    ['open-attempt.ts', 'FROM tries WHERE declines < ${DECLINES_AN_HOUR}', 'FROM tries WHERE ${DECLINES_AN_HOUR}::int > 0'],
    'pay-due',
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
    'M3',
    'what was not told is not bought',
    ['prepare-purchase.ts', 'if (seen && (seen.amount !== total.amount', 'if (seen && (seen.amount < 0'],
    'checkout',
  ),
  ledger(
    'M7',
    'a transaction sums to zero',
    [
      'migrations/0001_ledger.sql',
      'CREATE CONSTRAINT TRIGGER a_transaction_sums_to_zero AFTER INSERT ON entries',
      'CREATE CONSTRAINT TRIGGER a_transaction_sums_to_zero AFTER DELETE ON entries',
    ],
    'ledger',
  ),
  ledger(
    'M7',
    'what is booked stays',
    [
      'migrations/0001_ledger.sql',
      'BEFORE UPDATE OR DELETE ON entries FOR EACH ROW EXECUTE FUNCTION refuse_change()',
      'BEFORE TRUNCATE ON entries EXECUTE FUNCTION refuse_change()',
    ],
    'ledger',
  ),
  ledger(
    'E1',
    'an event is booked once',
    [
      'migrations/0001_ledger.sql',
      'CONSTRAINT a_source_is_booked_once UNIQUE (source)',
      'CONSTRAINT a_source_is_booked_once UNIQUE (source, transaction_id)',
    ],
    'ledger',
  ),
  documents(
    'O5',
    'each number is drawn once',
    ['issue.ts', 'DO UPDATE SET last_number = s.last_number + 1', 'DO UPDATE SET last_number = s.last_number'],
    'documents',
  ),
  documents(
    'M7',
    'what is issued stays',
    [
      'migrations/0001_documents.sql',
      'BEFORE UPDATE OR DELETE ON documents FOR EACH ROW',
      'BEFORE UPDATE OF document_id ON documents FOR EACH ROW',
    ],
    'documents',
  ),
  returns(
    'S5',
    'nothing is returned twice',
    ['open-return.ts', 'WHERE r.taken + excluded.taken <= greatest(r.delivered, excluded.delivered)', 'WHERE true'],
    'returns',
  ),
  notifications(
    'E2',
    'an event makes one mail',
    ['migrations/0001_mails.sql', 'UNIQUE (event_id, template, "to")', 'UNIQUE (event_id, template, "to", mail_id)'],
    'mails',
  ),
]
