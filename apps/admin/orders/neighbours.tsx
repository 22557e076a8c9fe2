import { ActionIcon, Group, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ordersQuery } from '#admin/orders/order-queries.ts'
import { lastOrdersSearch } from '#admin/orders/orders-search.ts'
import { useKeys } from '#admin/parts/keys.ts'

/** Leads through the list one came from, without going back to it. */
export const Neighbours = ({ order_id }: { order_id: string }) => {
  const navigate = useNavigate()
  const { data } = useQuery({ ...ordersQuery(lastOrdersSearch.get()), staleTime: 60_000 })
  const ids = (data?.orders ?? []).map((row) => row.order_id)
  const at = ids.indexOf(order_id)
  const before = at > 0 ? ids[at - 1] : undefined
  const after = at === -1 ? undefined : ids[at + 1]
  const go = (orderId: string | undefined) => () => orderId && void navigate({ to: '/orders/$orderId', params: { orderId } })
  useKeys({ k: go(before), j: go(after) })
  if (at === -1 || ids.length < 2) return null
  return (
    <Group gap={4} wrap="nowrap">
      <Tooltip label="Previous in the list (k)">
        <ActionIcon variant="default" size={36} aria-label="Previous order" disabled={!before} onClick={go(before)}>
          <IconChevronLeft size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Next in the list (j)">
        <ActionIcon variant="default" size={36} aria-label="Next order" disabled={!after} onClick={go(after)}>
          <IconChevronRight size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  )
}
