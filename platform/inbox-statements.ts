/** What the worker says to its inbox. The module's name comes from its code, never from data; rows are named by event, handler and lease. */

export type InboxStatements = { claim: string; done: string; renew: string; giveBack: string; postpone: string }

/** `$1` events, `$2` handlers, `$3` leases: whoever lost the lease changes nothing. */
const MINE = `FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS mine (event_id, handler, lease)
  WHERE i.event_id = mine.event_id AND i.handler = mine.handler AND i.lease = mine.lease AND i.state = 'waiting'`

/** What is done keeps no payload: it is not read again, and what it says about people should not lie about. */
export const inboxStatements = (module: string): InboxStatements => ({
  claim: claimStatement(module),
  done: `UPDATE ${module}.inbox i SET state = 'done', handled_at = $4, lease = NULL, leased_until = NULL, payload = '{}' ${MINE}`,
  renew: `UPDATE ${module}.inbox i SET leased_until = $4::timestamptz + make_interval(secs => $5) ${MINE}`,
  giveBack: `UPDATE ${module}.inbox i SET lease = NULL, leased_until = NULL, attempts = attempts - 1 ${MINE}`,
  postpone: `
    UPDATE ${module}.inbox SET lease = NULL, leased_until = NULL, last_error = $4, handled_at = CASE WHEN $5 THEN $6::timestamptz END,
           state = CASE WHEN $5 THEN 'dead' ELSE 'waiting' END, run_at = $6::timestamptz + make_interval(secs => $7)
    WHERE event_id = $1 AND handler = $2 AND lease = $3 AND state = 'waiting'`,
})

/**
 * `$1` an event, `$2` now, `$3` its handler, or null for all that have not handled it: it is due now, with all its tries before it. What is done
 * stays so; whoever works on it just now loses the lease and commits nothing.
 */
export const retryStatement = (module: string): string => `
  UPDATE ${module}.inbox SET state = 'waiting', attempts = 0, run_at = $2, lease = NULL, leased_until = NULL
  WHERE event_id = $1 AND ($3::text IS NULL OR handler = $3) AND state <> 'done'`

/** Rows `first` that wait in the queue of `i`: what a module hears of an aggregate is one, what it passes on to another process one of its own. */
const IN_ITS_QUEUE = `first.source = i.source AND first.aggregate_id = i.aggregate_id AND first.state = 'waiting'
          AND CASE WHEN i.handler LIKE '-> %' THEN first.handler = i.handler ELSE first.handler NOT LIKE '-> %' END`

/** Due, in nobody's hands and never tried; but not what waits behind an event of its aggregate that failed and will be tried again. */
export const unheardStatement = (module: string): string => `
  SELECT event_id::text AS id, type || ' is due and nobody handles it.' AS text FROM ${module}.inbox i
  WHERE state = 'waiting' AND run_at < $1 AND leased_until IS NULL AND last_error IS NULL
    AND NOT EXISTS (SELECT 1 FROM ${module}.inbox first WHERE ${IN_ITS_QUEUE} AND first.sequence < i.sequence AND first.last_error IS NOT NULL)`

/**
 * Leases due rows, longest due first: of each aggregate only the first that waits, whatever its type, so that a module hears of an order's
 * payment after its placing. What is passed on to other processes waits for itself only. A dead row does not hold up the ones after it.
 * `has_next`: another of the same aggregate waits behind it. Both questions about the aggregate are asked in the order of `inbox_order`, which leaves
 * the planner no other index to choose: without statistics it was seen to read all that waits for each row that waits.
 */
const claimStatement = (module: string): string => `
  WITH due AS (
    SELECT event_id, handler FROM ${module}.inbox i
    WHERE state = 'waiting' AND run_at <= $1 AND (leased_until IS NULL OR leased_until < $1)
      AND sequence = (
        SELECT first.sequence FROM ${module}.inbox first
        WHERE ${IN_ITS_QUEUE}
        ORDER BY first.sequence LIMIT 1)
    ORDER BY run_at, sequence LIMIT $4 FOR UPDATE SKIP LOCKED)
  UPDATE ${module}.inbox i
  SET lease = $2, leased_until = $1::timestamptz + make_interval(secs => $3), attempts = attempts + 1
  FROM due WHERE i.event_id = due.event_id AND i.handler = due.handler
  RETURNING i.event_id, i.handler, i.source, i.type, i.aggregate_id, i.sequence, i.payload, i.emitted_at, i.attempts, i.lease,
    (SELECT true FROM ${module}.inbox later
     WHERE later.source = i.source AND later.aggregate_id = i.aggregate_id AND later.state = 'waiting' AND later.sequence > i.sequence
     ORDER BY later.sequence LIMIT 1) IS NOT NULL AS has_next`
