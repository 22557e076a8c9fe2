import { Card, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { revisionsQuery } from '#admin/orders/order-queries.ts'
import { showMoney } from '#admin/parts/money.ts'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { count } from '#admin/parts/words.ts'
import type { Order } from '#modules/orders/contract.ts'

/** What the order was before each of its edits. */
export const Revisions = ({ order }: { order: Order }) => {
  const isEdited = order.timeline.some(({ what }) => what === 'edited' || what === 'rest_cancelled')
  const { data } = useQuery({ ...revisionsQuery(order.order_id), enabled: isEdited })
  if (!data || data.revisions.length === 0) return null
  return (
    <Card>
      <Title order={2} mb="xs">
        Before its edits
      </Title>
      <Stack gap="sm">
        {data.revisions.map(({ edit_id, at, who, note, order: before }) => (
          <div key={edit_id}>
            <Text fz="md" className="numbers">
              {`${count(before.item_count, 'item')}, ${showMoney(before.total)}`}
            </Text>
            <Text fz="sm" c="dimmed">
              {before.lines.map(({ quantity, title }) => `${quantity} × ${title}`).join(' · ')}
            </Text>
            <Text fz="sm" c="dimmed" title={showFullTime(at)}>
              {`until ${showTime(at)}, by ${who}${note ? `: “${note}”` : ''}`}
            </Text>
          </div>
        ))}
      </Stack>
    </Card>
  )
}
