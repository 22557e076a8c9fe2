import { Table, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ORDER_STATES } from '#admin/orders/order-words.ts'
import { Link } from '#admin/parts/links.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { opens } from '#admin/parts/opens.ts'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import type { StaffOrderRow } from '#modules/orders/contract.ts'

type Props = { row: StaffOrderRow; isFresh?: boolean /** a cell between the number and the state */; children?: ReactNode }

/** An order in a short list: its number and time, its state, its total; it opens where it is clicked. */
export const OrderRow = ({ row: { order_id, number, state, total, placed_at }, isFresh, children }: Props) => {
  const navigate = useNavigate()
  const open = opens(() => void navigate({ to: '/orders/$orderId', params: { orderId: order_id } }))
  return (
    <Table.Tr className="row-that-opens" data-fresh={isFresh || undefined} onClick={open}>
      <Table.Td>
        <Link to="/orders/$orderId" params={{ orderId: order_id }} fw={600} className="numbers">
          {number}
        </Link>
        <Text fz="sm" c="dimmed" title={showFullTime(placed_at)} style={{ whiteSpace: 'nowrap' }}>
          {showTime(placed_at)}
        </Text>
      </Table.Td>
      {children}
      <Table.Td>
        <ToneBadge {...ORDER_STATES[state]} />
      </Table.Td>
      <Table.Td ta="right" className="numbers">
        {showMoney(total)}
      </Table.Td>
    </Table.Tr>
  )
}
