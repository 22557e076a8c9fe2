import { Card, Table, Text } from '@mantine/core'
import { IconPackageImport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Failure } from '#admin/parts/failure.tsx'
import { Link } from '#admin/parts/links.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { Nothing } from '#admin/parts/nothing.tsx'
import { opens } from '#admin/parts/opens.ts'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { Pager } from '#admin/parts/pager.tsx'
import { SkeletonRows } from '#admin/parts/skeleton-rows.tsx'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { useRowKeys } from '#admin/parts/use-row-keys.ts'
import { ViewTab, ViewTabs } from '#admin/parts/view-tabs.tsx'
import { count } from '#admin/parts/words.ts'
import { returnsQuery } from '#admin/returns/return-queries.ts'
import { KINDS, RETURN_STATES } from '#admin/returns/return-words.ts'
import { RETURN_VIEWS, type ReturnsSearch } from '#admin/returns/returns-search.ts'
import type { Return } from '#modules/returns/contract.ts'

/** Everything that comes back, newest first, by what is to be done about it. */
export const ReturnsPage = () => {
  const search = useSearch({ from: '/returns' })
  const navigate = useNavigate({ from: '/returns' })
  const { data, error, refetch, isFetching, isPlaceholderData } = useQuery(returnsQuery(search))
  const open = (returnId: string) => void navigate({ to: '/returns/$returnId', params: { returnId } })
  const focused = useRowKeys({ ids: data?.returns.map(({ return_id }) => return_id) ?? [], open })
  return (
    <>
      <PageTitle title="Returns" text="What customers send back, or withdraw from. A return can be begun on the page of its order." />
      <Card padding={0}>
        <div style={{ padding: 'var(--mantine-spacing-sm)', borderBottom: '1px solid var(--souk-line)' }}>
          <Views search={search} />
        </div>
        {error && !data ? (
          <Failure error={error} retry={refetch} />
        ) : data?.returns.length === 0 ? (
          <Nothing
            icon={IconPackageImport}
            title={search.state ? 'No returns here' : 'No returns yet'}
            text={search.state ? 'No return is in this state.' : 'When a customer asks to send something back, it appears here.'}
          />
        ) : (
          <Table aria-label="Returns" aria-busy={isFetching} style={{ opacity: isPlaceholderData ? 0.6 : 1 }}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Return</Table.Th>
                <Table.Th visibleFrom="sm">Asked</Table.Th>
                <Table.Th visibleFrom="sm">Customer</Table.Th>
                <Table.Th>State</Table.Th>
                <Table.Th visibleFrom="md">Goods</Table.Th>
                <Table.Th ta="right">Worth</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {!data && <SkeletonRows columns={6} />}
              {data?.returns.map((one) => (
                <Row key={one.return_id} one={one} isFocused={one.return_id === focused} open={open} />
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Pager page={search.page} hasMore={data?.has_more ?? false} onPage={(page) => void navigate({ search: { ...search, page } })} />
      </Card>
    </>
  )
}

const Views = ({ search }: { search: ReturnsSearch }) => (
  <ViewTabs label="Views of returns">
    <ViewTab to="/returns" search={{}} isCurrent={!search.state}>
      All
    </ViewTab>
    {RETURN_VIEWS.map((state) => (
      <ViewTab key={state} to="/returns" search={{ state }} isCurrent={search.state === state}>
        {RETURN_STATES[state].title}
      </ViewTab>
    ))}
  </ViewTabs>
)

type RowProps = { one: Return; isFocused: boolean; open(returnId: string): void }

const Row = ({ one: { return_id, number, kind, order_number, email, state, lines, total, created_at }, isFocused, open }: RowProps) => (
  <Table.Tr className="row-that-opens" data-row={return_id} data-focused={isFocused || undefined} onClick={opens(() => open(return_id))}>
    <Table.Td>
      <Link to="/returns/$returnId" params={{ returnId: return_id }} fw={600} className="numbers">
        {number}
      </Link>
      <Text fz="sm" c="dimmed">
        {`${kind === 'withdrawal' ? `${KINDS[kind]} · ` : ''}order ${order_number}`}
      </Text>
    </Table.Td>
    <Table.Td visibleFrom="sm" style={{ whiteSpace: 'nowrap' }} title={showFullTime(created_at)}>
      {showTime(created_at)}
    </Table.Td>
    <Table.Td visibleFrom="sm" maw={220}>
      <Text fz="md" truncate>
        {email}
      </Text>
    </Table.Td>
    <Table.Td>
      <ToneBadge {...RETURN_STATES[state]} />
    </Table.Td>
    <Table.Td visibleFrom="md">
      {count(
        lines.reduce((sum, { quantity }) => sum + quantity, 0),
        'item',
      )}
    </Table.Td>
    <Table.Td ta="right" className="numbers" style={{ whiteSpace: 'nowrap' }}>
      {showMoney(total)}
    </Table.Td>
  </Table.Tr>
)
