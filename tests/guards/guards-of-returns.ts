// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of templates
/** What guards returns, withdrawals, and money that is given back for goods. */
import { type Guard, inModule } from './guard.ts'

const returns = inModule('returns')

export const GUARDS_OF_RETURNS: Guard[] = [
  returns(
    'M4',
    'what is reserved counts as not paid',
    ['settle-return.ts', 'due.amount + (reserved?.amount ?? 0)', 'due.amount'],
    'tests/together/reserved-and-returned.test.ts',
  ),
  returns(
    'O4',
    'only who carries a decision out takes it back',
    [
      'step-back.ts',
      'AND finishing_until = ${finishing_until}::timestamptz FOR NO KEY UPDATE',
      "AND ${finishing_until}::timestamptz IS NOT NULL AND state <> 'x' FOR NO KEY UPDATE",
    ],
    'settling',
  ),
  returns(
    'M4',
    'a decision that came to nothing is another one the next time',
    ['settle-return.ts', 'WHEN settlement_id IS NULL THEN return_id ELSE', 'WHEN settlement_id IS NULL OR true THEN return_id ELSE'],
    'settling',
  ),
  returns(
    'S5',
    'nothing is returned twice',
    ['open-return.ts', 'WHERE r.taken + excluded.taken <= greatest(r.delivered, excluded.delivered)', 'WHERE true'],
    'returns',
  ),
  returns(
    'M4',
    'the delivery cost goes back once',
    ['delivery.ts', "AND shipping_amount > 0 AND state IN ('settling', 'settled')", 'AND false'],
    'returns',
  ),
  returns(
    'M4',
    'what was settled for a line before is taken off',
    [
      'settle-return.ts',
      'worthOfMore({ paid, quantity }, given, units)',
      'worthOfMore({ paid, quantity }, { units: 0, amount: 0 }, units)',
    ],
    'returns',
  ),
  returns(
    'M4',
    'no unit is given money for twice',
    ['count-units.ts', 'AND r.settled_quantity + r.refunded_quantity + w.quantity <= r.delivered', ''],
    'refund',
  ),
  returns(
    'M4',
    'the row says it again',
    [
      'migrations/0007_refunds_for_lines.sql',
      'CHECK (refunded_quantity >= 0 AND settled_quantity + refunded_quantity <= delivered)',
      'CHECK (true)',
    ],
    'refund',
  ),
  returns(
    'M4',
    'units that money was given for are worth nothing when they come back',
    ['settle-return.ts', 'Math.min(accepted_quantity ?? 0, given.delivered - given.units)', 'accepted_quantity ?? 0'],
    'refund',
  ),
  returns(
    'M4',
    'the units of a refund that came to nothing are free again',
    [
      'free-units.ts',
      'SET refunded_quantity = r.refunded_quantity - f.quantity, refunded_amount = r.refunded_amount - f.amount',
      'SET refunded_quantity = r.refunded_quantity',
    ],
    'refund',
  ),
  returns(
    'E2',
    'an order that was not sent is withdrawn from once',
    ['migrations/0005_withdrawn_once.sql', 'CREATE UNIQUE INDEX', 'CREATE INDEX'],
    'withdraw',
  ),
  returns(
    'S5',
    'what is in a return already is not withdrawn from once more',
    ['units-left.ts', 'fulfilled_quantity - (taken[line_id] ?? 0)', 'fulfilled_quantity'],
    'withdraw',
  ),
  returns(
    'L1',
    'orders into the EEA can be withdrawn from for 14 days',
    ['periods.ts', 'EEA.has(country) ? Math.max', 'false ? Math.max'],
    'withdraw',
  ),
]
