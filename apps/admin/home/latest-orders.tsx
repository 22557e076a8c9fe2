import { Card, Group, Table, Text, Title } from '@mantine/core'
import { IconShoppingBag } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '#admin/api/api.ts'
import { useFreshOrders } from '#admin/orders/fresh-orders.ts'
import { ORDER_STATES } from '#admin/orders/order-words.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { Link } from '#admin/parts/links.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { Nothing } from '#admin/parts/nothing.tsx'
import { opens } from '#admin/parts/opens.ts'
import { SkeletonRows } from '#admin/parts/skeleton-rows.tsx'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'

const SHOWN = 6

/** The newest orders, coming in by themselves. */
export const LatestOrders = () => {
  const navigate = useNavigate()
  const fresh = useFreshOrders()
  const { data, error, refetch } = useQuery({
    queryKey: ['orders', 'latest'],
    queryFn: ({ signal }) => api.orders.listOrders({ limit: SHOWN }, { signal }),
  })
  return (
    <Card padding={0} h="100%">
      <Group justify="space-between" px="lg" py="md">
        <Title order={2}>Latest orders</Title>
        <Link to="/orders" fz="md">
          All orders
        </Link>
      </Group>
      {error && !data && <Failure error={error} retry={refetch} />}
      {data?.orders.length === 0 && (
        <Nothing icon={IconShoppingBag} title="No orders yet" text="When someone buys, the order appears here by itself." />
      )}
      {data?.orders.length !== 0 && !error && (
        <Table aria-label="Latest orders" horizontalSpacing="lg">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Order</Table.Th>
              <Table.Th visibleFrom="sm">Customer</Table.Th>
              <Table.Th>State</Table.Th>
              <Table.Th ta="right">Total</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {!data && <SkeletonRows columns={4} rows={SHOWN} />}
            {data?.orders.map(({ order_id, number, name, email, state, total, placed_at }) => (
              <Table.Tr
                key={order_id}
                className="row-that-opens"
                data-fresh={fresh.includes(order_id) || undefined}
                onClick={opens(() => void navigate({ to: '/orders/$orderId', params: { orderId: order_id } }))}
              >
                <Table.Td>
                  <Link to="/orders/$orderId" params={{ orderId: order_id }} fw={600} className="numbers">
                    {number}
                  </Link>
                  <Text fz="sm" c="dimmed" title={showFullTime(placed_at)} style={{ whiteSpace: 'nowrap' }}>
                    {showTime(placed_at)}
                  </Text>
                </Table.Td>
                <Table.Td visibleFrom="sm" maw={180}>
                  <Text fz="md" truncate>
                    {name || email}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <ToneBadge {...ORDER_STATES[state]} />
                </Table.Td>
                <Table.Td ta="right" className="numbers">
                  {showMoney(total)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Card>
  )
}
