/** Rows of amounts down to the total. Drawn on the server, and again in the browser; so it uses finished texts only. */
import type { TotalsRow, TotalsView } from './totals-view.ts'

export const Totals = ({ totals, has_why }: { totals: TotalsView; has_why?: boolean }) => (
  <>
    <dl class="totals">
      {totals.rows.map((row) => (
        <Row key={row.name} row={row} />
      ))}
      <div class="totals-end">
        <dt>{totals.total_name}</dt>
        <dd>{totals.total}</dd>
      </div>
    </dl>
    {totals.taxes.map((tax) => (
      <p key={tax} class="totals-tax quiet">
        {tax}
      </p>
    ))}
    {totals.after.length > 0 && (
      <dl class="totals">
        {totals.after.map((row) => (
          <Row key={row.name} row={row} />
        ))}
      </dl>
    )}
    {has_why && totals.why.length > 0 && (
      <details class="why">
        <summary>{totals.why_title}</summary>
        <ul>
          {totals.why.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      </details>
    )}
  </>
)

const Row = ({ row: { name, amount, is_off } }: { row: TotalsRow }) => (
  <div class={is_off ? 'totals-row is-off' : 'totals-row'}>
    <dt>{name}</dt>
    <dd>{amount}</dd>
  </div>
)
