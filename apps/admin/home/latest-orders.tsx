import { Card, Group, Table, Text, Title } from '@mantine/core'
import { IconShoppingBag } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import { useFreshOrders } from '#admin/orders/fresh-orders.ts'
import { OrderRow } from '#admin/orders/order-row.tsx'
import { Failure } from '#admin/parts/failure.tsx'
import { Link } from '#admin/parts/links.tsx'
import { Nothing } from '#admin/parts/nothing.tsx'
import { SkeletonRows } from '#admin/parts/skeleton-rows.tsx'

const SHOWN = 6

/** The newest orders, coming in by themselves. */
export const LatestOrders = () => {
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
            {data?.orders.map((row) => (
              <OrderRow key={row.order_id} row={row} isFresh={fresh.includes(row.order_id)}>
                <Table.Td visibleFrom="sm" maw={180}>
                  <Text fz="md" truncate>
                    {row.name || row.email}
                  </Text>
                </Table.Td>
              </OrderRow>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Card>
  )
}
