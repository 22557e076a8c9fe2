import { Card, Table, Text } from '@mantine/core'
import { IconNotes, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { draftsQuery } from '#admin/orders/order-queries.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { Link, LinkButton } from '#admin/parts/links.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { Nothing } from '#admin/parts/nothing.tsx'
import { opens } from '#admin/parts/opens.ts'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { Pager } from '#admin/parts/pager.tsx'
import { SearchBox } from '#admin/parts/search-box.tsx'
import { SkeletonRows } from '#admin/parts/skeleton-rows.tsx'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { useRowKeys } from '#admin/parts/use-row-keys.ts'
import { count } from '#admin/parts/words.ts'

/** Orders that staff have begun, such as those on the phone. Nothing is held for them, and nobody was told. */
export const DraftsPage = () => {
  const search = useSearch({ from: '/drafts' })
  const navigate = useNavigate({ from: '/drafts' })
  const { data, error, refetch, isFetching } = useQuery(draftsQuery(search))
  const open = (orderId: string) => void navigate({ to: '/drafts/$orderId', params: { orderId } })
  const focused = useRowKeys({ ids: data?.orders.map(({ order_id }) => order_id) ?? [], open })
  return (
    <>
      <PageTitle
        title="Drafts"
        text="Orders begun for customers, such as on the phone. Nothing is held, and nobody is told, until they are placed."
      >
        <LinkButton to="/drafts/new" leftSection={<IconPlus size={16} />}>
          New draft
        </LinkButton>
      </PageTitle>
      <Card padding={0}>
        <div style={{ padding: 'var(--mantine-spacing-sm)', borderBottom: '1px solid var(--souk-line)' }}>
          <SearchBox label="Search number, name or email" value={search.q} onSearch={(q) => void navigate({ search: { q } })} />
        </div>
        {error && !data ? (
          <Failure error={error} retry={refetch} />
        ) : data?.orders.length === 0 ? (
          <Nothing
            icon={IconNotes}
            title={search.q ? 'No draft matches' : 'No drafts'}
            text={search.q ? `Nothing was found for “${search.q}”.` : 'Begin one when somebody orders on the phone or by mail.'}
          />
        ) : (
          <Table aria-label="Drafts" aria-busy={isFetching}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Draft</Table.Th>
                <Table.Th>Customer</Table.Th>
                <Table.Th visibleFrom="sm">Begun</Table.Th>
                <Table.Th visibleFrom="sm">Goods</Table.Th>
                <Table.Th ta="right">Total</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {!data && <SkeletonRows columns={5} />}
              {data?.orders.map(({ order_id, number, name, email, placed_at, item_count, total }) => (
                <Table.Tr
                  key={order_id}
                  className="row-that-opens"
                  data-row={order_id}
                  data-focused={order_id === focused || undefined}
                  onClick={opens(() => open(order_id))}
                >
                  <Table.Td>
                    <Link to="/drafts/$orderId" params={{ orderId: order_id }} fw={600} className="numbers">
                      {number}
                    </Link>
                  </Table.Td>
                  <Table.Td maw={220}>
                    <Text fz="md" truncate title={email}>
                      {name || email}
                    </Text>
                  </Table.Td>
                  <Table.Td visibleFrom="sm" title={showFullTime(placed_at)}>
                    {showTime(placed_at)}
                  </Table.Td>
                  <Table.Td visibleFrom="sm">{count(item_count, 'item')}</Table.Td>
                  <Table.Td ta="right" className="numbers">
                    {showMoney(total)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Pager page={search.page} hasMore={data?.has_more ?? false} onPage={(page) => void navigate({ search: { ...search, page } })} />
      </Card>
    </>
  )
}
