import { Card, Table, Text } from '@mantine/core'
import { IconListDetails, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Failure } from '#admin/parts/failure.tsx'
import { Link, LinkButton } from '#admin/parts/links.tsx'
import { Nothing } from '#admin/parts/nothing.tsx'
import { opens } from '#admin/parts/opens.ts'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { Pager } from '#admin/parts/pager.tsx'
import { SkeletonRows } from '#admin/parts/skeleton-rows.tsx'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { showPercent } from '#admin/parts/typed.ts'
import { useRowKeys } from '#admin/parts/use-row-keys.ts'
import { priceListsQuery } from '#admin/price-lists/price-list-queries.ts'
import { LIST_STATES, periodOf } from '#admin/price-lists/price-list-words.ts'
import type { PriceList } from '#modules/pricing/contract.ts'

/** Price lists for groups or quantities, and sales for everyone. */
export const PriceListsPage = () => {
  const { page } = useSearch({ from: '/price-lists' })
  const navigate = useNavigate({ from: '/price-lists' })
  const { data, error, refetch, isFetching } = useQuery(priceListsQuery(page))
  const open = (listId: string) => void navigate({ to: '/price-lists/$listId', params: { listId } })
  const focused = useRowKeys({ ids: (data?.lists ?? []).map(({ list_id }) => list_id), open })
  return (
    <>
      <PageTitle title="Price lists" text="Of all prices that apply to a shopper the lowest counts, so a list never makes anything dearer.">
        <LinkButton to="/price-lists/new" leftSection={<IconPlus size={16} />}>
          Add a list or sale
        </LinkButton>
      </PageTitle>
      <Card padding={0}>
        {error && !data ? (
          <Failure error={error} retry={refetch} />
        ) : data?.lists.length === 0 ? (
          <Nothing
            icon={IconListDetails}
            title="No price lists yet"
            text="Give a group its own prices, make units cheaper from ten on, or hold a sale for a week."
          />
        ) : (
          <Table aria-label="Price lists" aria-busy={isFetching}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>List</Table.Th>
                <Table.Th>State</Table.Th>
                <Table.Th visibleFrom="sm">For</Table.Th>
                <Table.Th visibleFrom="md">Period</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {!data && <SkeletonRows columns={4} />}
              {data?.lists.map((list) => (
                <Row key={list.list_id} list={list} isFocused={list.list_id === focused} open={open} />
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Pager page={page} hasMore={data?.has_more ?? false} onPage={(next) => void navigate({ search: { page: next } })} />
      </Card>
    </>
  )
}

const Row = ({ list, isFocused, open }: { list: PriceList; isFocused: boolean; open(list_id: string): void }) => (
  <Table.Tr
    className="row-that-opens"
    data-row={list.list_id}
    data-focused={isFocused || undefined}
    onClick={opens(() => open(list.list_id))}
  >
    <Table.Td>
      <Link to="/price-lists/$listId" params={{ listId: list.list_id }} fw={500} c="var(--mantine-color-text)">
        {list.title}
      </Link>
      <Text fz="sm" c="dimmed">
        {[
          list.kind === 'sale' ? 'Sale' : 'Price list',
          list.off_basis_points && `${showPercent(list.off_basis_points)} off everything else`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
    </Table.Td>
    <Table.Td>
      <ToneBadge {...LIST_STATES[list.state]} />
    </Table.Td>
    <Table.Td visibleFrom="sm">{list.customer_group ?? 'Everyone'}</Table.Td>
    <Table.Td visibleFrom="md">{periodOf(list)}</Table.Td>
  </Table.Tr>
)
