import { Alert, List } from '@mantine/core'
import { DONE } from '#admin/orders/decisions.ts'
import type { BulkResult as Result } from '#admin/orders/use-bulk-decision.ts'
import { Link } from '#admin/parts/links.tsx'
import { count } from '#admin/parts/words.ts'

/** What did not work of a decision about several orders, order by order. */
export const BulkResult = ({ result: { decision, done, failed }, onClose }: { result: Result; onClose(): void }) => (
  <Alert
    color="yellow"
    role="alert"
    mb="md"
    title={`${count(failed.length, 'order')} not ${DONE[decision]}${done > 0 ? `, ${done} ${DONE[decision]}` : ''}`}
    withCloseButton
    closeButtonLabel="Dismiss"
    onClose={onClose}
  >
    <List size="md" listStyleType="none">
      {failed.map(({ order_id, number, message }) => (
        <List.Item key={order_id}>
          <Link to="/orders/$orderId" params={{ orderId: order_id }} fw={600} className="numbers">
            {number}
          </Link>
          {`: ${message}`}
        </List.Item>
      ))}
    </List>
  </Alert>
)
