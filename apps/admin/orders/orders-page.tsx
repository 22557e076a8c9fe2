import { Card, Group, Pill, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { BulkBar } from '#admin/orders/bulk-bar.tsx'
import { BulkResult } from '#admin/orders/bulk-result.tsx'
import { ordersQuery, toDosQuery } from '#admin/orders/order-queries.ts'
import { FULFILMENT_STATES, PAYMENT_STATES } from '#admin/orders/order-words.ts'
import { lastOrdersSearch, ORDER_VIEWS, type OrdersSearch, PAYMENT_FILTERS } from '#admin/orders/orders-search.ts'
import { OrdersTable } from '#admin/orders/orders-table.tsx'
import { useBulkKeys } from '#admin/orders/use-bulk-keys.ts'
import { CountBadge } from '#admin/parts/count-badge.tsx'
import { LinkButton } from '#admin/parts/links.tsx'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { Pager } from '#admin/parts/pager.tsx'
import { SearchBox } from '#admin/parts/search-box.tsx'
import { useRowKeys } from '#admin/parts/use-row-keys.ts'
import { useSelection } from '#admin/parts/use-selection.ts'
import { ViewTab, ViewTabs } from '#admin/parts/view-tabs.tsx'
import { FulfilmentState } from '#modules/orders/contract.ts'

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
      <PageTitle title="Orders">
        <LinkButton to="/drafts/new" variant="default" leftSection={<IconPlus size={16} />}>
          New draft
        </LinkButton>
      </PageTitle>
      {bulk.result && <BulkResult result={bulk.result} onClose={bulk.dismiss} />}
      <Card padding={0}>
        <Group p="sm" justify="space-between" gap="sm" style={{ borderBottom: '1px solid var(--souk-line)' }}>
          <Views search={search} />
          <Group gap="sm">
            <PaymentFilter search={search} show={show} />
            <DeliveryFilter search={search} show={show} />
            {search.tag && (
              <Pill
                size="lg"
                withRemoveButton
                removeButtonProps={{ 'aria-label': 'Show all tags' }}
                onRemove={() => show({ tag: undefined })}
              >
                {`tagged ${search.tag}`}
              </Pill>
            )}
            <SearchBox label="Search number, name or email" value={search.q} onSearch={(q) => show({ q })} />
          </Group>
        </Group>
        <OrdersTable {...{ query, search, selection, focused, open }} />
        <Pager page={search.page} hasMore={query.data?.has_more ?? false} onPage={(page) => show({ page })} />
      </Card>
      <BulkBar bulk={bulk} onClear={selection.clear} count={selection.selected.length} />
    </>
  )
}

type FilterProps = { search: OrdersSearch; show(change: OrdersSearch): void }

/** How far the payment is, beside the view; the view about payments says it itself. */
const PaymentFilter = ({ search, show }: FilterProps) =>
  search.view === 'checking' ? null : (
    <Select
      aria-label="Payment"
      placeholder="Any payment"
      w={{ base: '100%', sm: 160 }}
      clearable
      clearButtonProps={{ 'aria-label': 'Any payment' }}
      data={PAYMENT_FILTERS.map((value) => ({ value, label: PAYMENT_STATES[value].title }))}
      value={search.pay ?? null}
      onChange={(pay) => show({ pay: pay ?? undefined })}
    />
  )

const DeliveryFilter = ({ search, show }: FilterProps) => (
  <Select
    aria-label="Delivery"
    placeholder="Any delivery"
    w={{ base: '100%', sm: 150 }}
    clearable
    clearButtonProps={{ 'aria-label': 'Any delivery' }}
    data={FulfilmentState.enum.map((value) => ({ value, label: FULFILMENT_STATES[value].title }))}
    value={search.sent ?? null}
    onChange={(sent) => show({ sent: sent ?? undefined })}
  />
)

const Views = ({ search }: { search: OrdersSearch }) => {
  const { data } = useQuery(toDosQuery)
  const counts: Record<string, number | undefined> = {
    pending: data?.to_approve,
    confirmed: data?.to_fulfil,
    checking: data?.payments_to_check,
  }
  return (
    <ViewTabs label="Views of orders">
      <ViewTab to="/orders" search={{ q: search.q, tag: search.tag }} isCurrent={!search.view}>
        All
      </ViewTab>
      {ORDER_VIEWS.map(({ view, title }) => (
        <ViewTab key={view} to="/orders" search={{ view, q: search.q, tag: search.tag }} isCurrent={search.view === view}>
          {title}
          <CountBadge value={counts[view]} what="waiting" tone="leaf" />
        </ViewTab>
      ))}
    </ViewTabs>
  )
}
