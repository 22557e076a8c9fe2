import { Checkbox, Group, Stack, Table, Text } from '@mantine/core'
import { IconShoppingBag } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { useFreshOrders } from '#admin/orders/fresh-orders.ts'
import { FULFILMENT_STATES, ORDER_STATES } from '#admin/orders/order-words.ts'
import type { OrdersSearch } from '#admin/orders/orders-search.ts'
import { PaymentBadge } from '#admin/orders/payment-badge.tsx'
import { Failure } from '#admin/parts/failure.tsx'
import { Link } from '#admin/parts/links.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { Nothing } from '#admin/parts/nothing.tsx'
import { opens } from '#admin/parts/opens.ts'
import { SkeletonRows } from '#admin/parts/skeleton-rows.tsx'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import type { useSelection } from '#admin/parts/use-selection.ts'
import type { StaffOrderRow } from '#modules/orders/contract.ts'

type Selection = ReturnType<typeof useSelection>
type Props = {
  query: UseQueryResult<{ orders: StaffOrderRow[] }>
  search: OrdersSearch
  selection: Selection
  focused: string | undefined
  open(orderId: string): void
}

export const OrdersTable = ({ query, search, selection, focused, open }: Props) => {
  const fresh = useFreshOrders()
  const rows = query.data?.orders
  if (query.error && !rows) return <Failure error={query.error} retry={query.refetch} />
  if (rows?.length === 0) return <NoOrders search={search} />
  return (
    <Table aria-label="Orders" aria-busy={query.isFetching} style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={40}>
            <Checkbox
              aria-label="Select all orders of this page"
              checked={selection.isAll}
              indeterminate={selection.isSome}
              onChange={selection.toggleAll}
            />
          </Table.Th>
          <Table.Th>Order</Table.Th>
          <Table.Th visibleFrom="sm">Placed</Table.Th>
          <Table.Th visibleFrom="sm">Customer</Table.Th>
          <Table.Th visibleFrom="sm">State</Table.Th>
          <Table.Th visibleFrom="sm">Payment</Table.Th>
          <Table.Th ta="right" visibleFrom="xl">
            Items
          </Table.Th>
          <Table.Th ta="right" visibleFrom="sm">
            Total
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {!rows && <SkeletonRows columns={8} />}
        {rows?.map((row) => (
          <Row
            key={row.order_id}
            {...{ row, selection, open, isFocused: row.order_id === focused, isFresh: fresh.includes(row.order_id) }}
          />
        ))}
      </Table.Tbody>
    </Table>
  )
}

type RowProps = { row: StaffOrderRow; selection: Selection; isFocused: boolean; isFresh: boolean; open(orderId: string): void }

const Row = ({ row, selection, isFocused, isFresh, open }: RowProps) => {
  const isSelected = selection.has(row.order_id)
  const marks = { 'data-selected': isSelected || undefined, 'data-focused': isFocused || undefined, 'data-fresh': isFresh || undefined }
  return (
    <Table.Tr className="row-that-opens" data-row={row.order_id} {...marks} onClick={opens(() => open(row.order_id))}>
      <Table.Td>
        <Checkbox aria-label={`Select order ${row.number}`} checked={isSelected} onChange={() => selection.toggle(row.order_id)} />
      </Table.Td>
      <Table.Td>
        <Link to="/orders/$orderId" params={{ orderId: row.order_id }} fw={600} className="numbers">
          {row.number}
        </Link>
        <Stack hiddenFrom="sm" gap={4}>
          <Text fz="sm" truncate maw="66vw">
            <span className="numbers">{showMoney(row.total)}</span>
            <Text span c="dimmed" inherit>{` · ${row.name || row.email}`}</Text>
          </Text>
          <Group gap={4}>
            <ToneBadge {...ORDER_STATES[row.state]} />
            <PaymentBadge order={row} awaited_method={row.awaited_method} />
          </Group>
        </Stack>
      </Table.Td>
      <Table.Td visibleFrom="sm" style={{ whiteSpace: 'nowrap' }} title={showFullTime(row.placed_at)}>
        {showTime(row.placed_at)}
      </Table.Td>
      <Table.Td visibleFrom="sm" maw={220}>
        <Text fz="md" truncate title={row.email}>
          {row.name || row.email}
        </Text>
        <Tags tags={row.tags} />
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <ToneBadge {...ORDER_STATES[row.state]} />
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Group gap={4}>
          <PaymentBadge order={row} awaited_method={row.awaited_method} />
          {row.fulfilment_state === 'partly_fulfilled' && <ToneBadge {...FULFILMENT_STATES.partly_fulfilled} />}
        </Group>
      </Table.Td>
      <Table.Td ta="right" visibleFrom="xl" className="numbers">
        {row.item_count}
      </Table.Td>
      <Table.Td ta="right" visibleFrom="sm" className="numbers" style={{ whiteSpace: 'nowrap' }}>
        {showMoney(row.total)}
      </Table.Td>
    </Table.Tr>
  )
}

const SHOWN_TAGS = 3

/** The first of them; the rest are on the order. */
const Tags = ({ tags }: Pick<StaffOrderRow, 'tags'>) =>
  tags.length === 0 ? null : (
    <Text fz="sm" c="dimmed" truncate title={tags.join(', ')}>
      {[...tags.slice(0, SHOWN_TAGS), ...(tags.length > SHOWN_TAGS ? [`+${tags.length - SHOWN_TAGS}`] : [])].join(' · ')}
    </Text>
  )

const NoOrders = ({ search: { q, view, pay, sent, tag } }: { search: OrdersSearch }) => {
  if (pay || sent || tag)
    return <Nothing icon={IconShoppingBag} title="No order matches" text="No order fits these filters. Take one of them away." />
  if (q)
    return (
      <Nothing
        icon={IconShoppingBag}
        title="No order matches"
        text={`Nothing was found for “${q}”. Try an order number, a name or an email.`}
      />
    )
  if (view === 'pending')
    return (
      <Nothing icon={IconShoppingBag} title="Nothing to approve" text="Every order has been decided. New ones appear here by themselves." />
    )
  if (view) return <Nothing icon={IconShoppingBag} title="No orders here" text="No order is in this state." />
  return <Nothing icon={IconShoppingBag} title="No orders yet" text="When someone buys, the order appears here by itself." />
}
