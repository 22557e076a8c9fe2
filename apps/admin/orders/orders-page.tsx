import { Card, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { BulkBar } from '#admin/orders/bulk-bar.tsx'
import { ordersQuery, toDosQuery } from '#admin/orders/order-queries.ts'
import { lastOrdersSearch, ORDER_VIEWS, type OrdersSearch } from '#admin/orders/orders-search.ts'
import { OrdersTable } from '#admin/orders/orders-table.tsx'
import { useBulkKeys } from '#admin/orders/use-bulk-keys.ts'
import { CountBadge } from '#admin/parts/count-badge.tsx'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { Pager } from '#admin/parts/pager.tsx'
import { SearchBox } from '#admin/parts/search-box.tsx'
import { useRowKeys } from '#admin/parts/use-row-keys.ts'
import { useSelection } from '#admin/parts/use-selection.ts'
import { ViewTab, ViewTabs } from '#admin/parts/view-tabs.tsx'

/** All orders, newest first. View, search and page stand in the address; rows change by themselves. */
export const OrdersPage = () => {
  const search = useSearch({ from: '/orders' })
  useEffect(() => lastOrdersSearch.keep(search), [search])
  const navigate = useNavigate({ from: '/orders' })
  const query = useQuery(ordersQuery(search))
  const rows = query.data?.orders ?? []
  const ids = rows.map(({ order_id }) => order_id)
  const selection = useSelection(ids)
  const open = (orderId: string) => void navigate({ to: '/orders/$orderId', params: { orderId } })
  const focused = useRowKeys({ ids, open, select: selection.toggle })
  const bulk = useBulkKeys(rows.filter(({ order_id }) => selection.has(order_id)))
  const show = (change: OrdersSearch) => void navigate({ search: { ...search, page: undefined, ...change } })
  return (
    <>
      <PageTitle title="Orders" />
      <Card padding={0}>
        <Group p="sm" justify="space-between" gap="sm" style={{ borderBottom: '1px solid var(--souk-line)' }}>
          <Views search={search} />
          <SearchBox label="Search number, name or email" value={search.q} onSearch={(q) => show({ q })} />
        </Group>
        <OrdersTable {...{ query, search, selection, focused, open }} />
        <Pager page={search.page} hasMore={query.data?.has_more ?? false} onPage={(page) => show({ page })} />
      </Card>
      <BulkBar bulk={bulk} onClear={selection.clear} count={selection.selected.length} />
    </>
  )
}

const Views = ({ search }: { search: OrdersSearch }) => {
  const { data } = useQuery(toDosQuery)
  const counts: Record<string, number | undefined> = {
    pending: data?.to_approve,
    confirmed: data?.to_fulfil,
    checking: data?.payments_to_check,
  }
  return (
    <ViewTabs label="Views of orders">
      <ViewTab to="/orders" search={{ q: search.q }} isCurrent={!search.view}>
        All
      </ViewTab>
      {ORDER_VIEWS.map(({ view, title }) => (
        <ViewTab key={view} to="/orders" search={{ view, q: search.q }} isCurrent={search.view === view}>
          {title}
          <CountBadge value={counts[view]} what="waiting" tone="leaf" />
        </ViewTab>
      ))}
    </ViewTabs>
  )
}
