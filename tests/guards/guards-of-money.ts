// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of templates
/** What guards payments, stored value, limits of promotions, and the books. */
import { type Guard, inModule } from './guard.ts'

const payments = inModule('payments')
const giftCards = inModule('gift-cards')
const promotions = inModule('promotions')
const ledger = inModule('ledger')
const documents = inModule('documents')

export const GUARDS_OF_MONEY: Guard[] = [
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
  promotions(
    'M9',
    'an exchange keeps the limits',
    ['exchange.ts', 'WHERE is_asked AND NOT is_had AND coalesce(used, 0) >= allowed ORDER BY', 'WHERE false ORDER BY'],
    'redeem',
  ),
  promotions(
    'M9',
    'an order that is there uses what it names',
    ['follow-orders.ts', 'SELECT version, is_overdrawn OR', 'SELECT version, true OR'],
    'follow-orders',
  ),
  promotions(
    'M9',
    'a limit that is set later counts the uses there are',
    ['save-promotion.ts', 'if (rows[0] && isLimitedAnew(rows[0], draft)) await', 'if (false as boolean) await'],
    'limit-later',
  ),
  promotions(
    'M9',
    'an order that is heard after a limit was set is counted',
    ['follow-orders.ts', 'discount.is_limited OR discount.amount > 0 AND promotions.is_limited(p) AS', 'discount.is_limited AS'],
    'limit-later',
  ),
  promotions(
    'M9',
    'who redeems while a limit is set looks again',
    ['redeem.ts', 'counters.recounted = recounts.recounted AS', 'true AS'],
    'limit-later',
  ),
  promotions(
    'M9',
    'who exchanges while a limit is set looks again',
    ['exchange.ts', 'counters.recounted = recounts.recounted AS', 'true AS'],
    'limit-later',
  ),
  promotions(
    'M9',
    'who keeps what counts nothing while a limit is set looks again',
    ['follow-orders.ts', 'counters.recounted = recounts.recounted AS', 'true AS'],
    'limit-later',
  ),
  promotions(
    'M9',
    'who gives back while a limit is set looks again',
    ['release.ts', 'counters.recounted = recounts.recounted AS', 'true AS'],
    'limit-later',
  ),
  promotions(
    'M9',
    'what runs out while a limit is set is looked at again',
    ['expire-redemptions.ts', 'counters.recounted = recounts.recounted AS', 'true AS'],
    'limit-later',
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
    'O1',
    'what is expected by hand follows a return',
    ['renew-by-hand.ts', "'rest_cancelled', 'returned'", "'rest_cancelled'"],
    'tests/together/returns-at-once.test.ts',
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
    'pay-due',
  ),
  payments(
    'M2',
    'the amount of the request is compared with what is due',
    ['pay.ts', 'if (amount !== due.amount || (currency', 'if ((currency'],
    'modules/orders/checkout.test.ts',
  ),
  payments(
    'M2',
    'the currency of the request is compared with what is due',
    ['pay.ts', 'currency !== undefined && currency !== due.currency', 'currency !== undefined && false'],
    'modules/orders/checkout.test.ts',
  ),
  payments(
    'M2',
    'what was not reserved is taken as a whole',
    ['capture-payment.ts', 'AND (p.is_capture_later OR coalesce(', 'AND (true OR coalesce('],
    'modules/orders/edit-by-hand.test.ts',
  ),
  payments(
    'M2',
    'what is reserved is taken up to what is owed',
    ['capture-reserved.ts', 'Math.min(left, payment.amount.amount)', 'payment.amount.amount'],
    'tests/together/reserved-together.test.ts',
  ),
  payments(
    'M2',
    'of an order that is closed nothing is taken that was begun',
    ['reconcile.ts', 'if (capture_amount !== null && !is_voiding) {', 'if (capture_amount !== null) {'],
    'tests/together/reserved-together.test.ts',
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
    'M4',
    'a refund leaves what stays for store credit',
    ['refund.ts', '- disputed_amount - credited_amount AS free', '- disputed_amount AS free'],
    'keep-for-credit',
  ),
  payments(
    'M4',
    'store credit is kept under the lock',
    ['keep-for-credit.ts', 'ORDER BY payment_id FOR NO KEY UPDATE),\n    counted', 'ORDER BY payment_id),\n    counted'],
    'keep-for-credit',
  ),
  payments(
    'M4',
    'what banks hold is read under the lock',
    [
      'settle-refund.ts',
      '- refunding - refunded, sums.held_amount)',
      "- refunding - refunded, coalesce((SELECT sum(d.held_amount) FROM payments.disputes d WHERE d.payment_id = sums.payment_id AND d.state <> 'won'), 0))",
    ],
    'disputes',
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
    ['receive-webhook.ts', "throw fail('BAD_SIGNATURE', 'The signature of this webhook is not valid.')", 'return { is_received: true }'],
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
  ledger(
    'O1',
    'each import of a payout is booked',
    ['posting-rules.ts', '${currency}:${batch}` :', '` :'],
    'tests/together/payouts-together.test.ts',
  ),
  ledger(
    'O1',
    'what is booked of a payout is counted under the lock',
    ['check-payouts.ts', 'await sql`SELECT FROM ledger.head FOR NO KEY UPDATE`\n    const [sums]', 'const [sums]'],
    'tests/together/payouts-together.test.ts',
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
    ['issue.ts', 'SET last_number = s.last_number + excluded.last_number', 'SET last_number = s.last_number'],
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
]
