import { Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '#admin/parts/links.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { AskDialog } from '#admin/returns/ask-dialog.tsx'
import { orderReturnsQuery } from '#admin/returns/return-queries.ts'
import { KINDS, RETURN_STATES } from '#admin/returns/return-words.ts'
import type { Order } from '#modules/orders/contract.ts'

/** What of an order comes back, and what still could. */
export const OrderReturns = ({ order }: { order: Order }) => {
  const { data } = useQuery(orderReturnsQuery(order.order_id))
  const [isAsking, { open, close }] = useDisclosure(false)
  const open_lines = data?.lines.filter(({ quantity }) => quantity > 0) ?? []
  if (!data || (data.returns.length === 0 && open_lines.length === 0)) return null
  return (
    <Card>
      <Group justify="space-between" mb="xs">
        <Title order={2}>Returns</Title>
        {open_lines.length > 0 && (
          <Button size="xs" variant="default" onClick={open} className="no-print">
            Begin a return
          </Button>
        )}
      </Group>
      {data.returns.length === 0 && (
        <Text fz="md" c="dimmed">
          Nothing was sent back.
        </Text>
      )}
      <Stack gap="sm">
        {data.returns.map(({ return_id, number, kind, state, total }) => (
          <Group key={return_id} justify="space-between" wrap="nowrap">
            <div>
              <Link to="/returns/$returnId" params={{ returnId: return_id }} fw={500}>
                {`${KINDS[kind]} ${number}`}
              </Link>
              <Text fz="sm" c="dimmed" className="numbers">
                {showMoney(total)}
              </Text>
            </div>
            <ToneBadge {...RETURN_STATES[state]} />
          </Group>
        ))}
      </Stack>
      {isAsking && <AskDialog order={order} lines={open_lines} onClose={close} />}
    </Card>
  )
}
