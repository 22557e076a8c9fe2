import { Button, Card, Group, Table, Text } from '@mantine/core'
import { IconGift, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { giftCardsQuery } from '#admin/gift-cards/gift-card-queries.ts'
import { standingOf, titleOf } from '#admin/gift-cards/gift-card-words.ts'
import { type GiftCardsSearch, lastGiftCardsSearch } from '#admin/gift-cards/gift-cards-search.ts'
import { IssueDialog } from '#admin/gift-cards/issue-dialog.tsx'
import { Failure } from '#admin/parts/failure.tsx'
import { Link } from '#admin/parts/links.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { Nothing } from '#admin/parts/nothing.tsx'
import { opens } from '#admin/parts/opens.ts'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { Pager } from '#admin/parts/pager.tsx'
import { SearchBox } from '#admin/parts/search-box.tsx'
import { SkeletonRows } from '#admin/parts/skeleton-rows.tsx'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { useRowKeys } from '#admin/parts/use-row-keys.ts'
import { ViewTab, ViewTabs } from '#admin/parts/view-tabs.tsx'
import { InstrumentKind, type InstrumentRow } from '#modules/gift-cards/contract.ts'

const TITLES = { card: 'Gift cards', credit: 'Store credit' } as const

/** Gift cards and store credit: value that customers have with the shop. */
export const GiftCardsPage = () => {
  const search = useSearch({ from: '/gift-cards' })
  useEffect(() => lastGiftCardsSearch.keep(search), [search])
  const navigate = useNavigate({ from: '/gift-cards' })
  const [isIssuing, setIssuing] = useState(false)
  const query = useQuery(giftCardsQuery(search))
  const rows = query.data?.instruments
  const open = (instrumentId: string) => void navigate({ to: '/gift-cards/$instrumentId', params: { instrumentId } })
  const focused = useRowKeys({ ids: (rows ?? []).map(({ instrument_id }) => instrument_id), open })
  const show = (change: GiftCardsSearch) => void navigate({ search: { ...search, page: undefined, ...change } })
  return (
    <>
      <PageTitle title="Gift cards" text="Value that customers have with the shop, on a card or as credit.">
        <Button leftSection={<IconPlus size={16} />} onClick={() => setIssuing(true)}>
          Issue a card
        </Button>
      </PageTitle>
      <Card padding={0}>
        <Group p="sm" justify="space-between" gap="sm" style={{ borderBottom: '1px solid var(--souk-line)' }}>
          <ViewTabs label="Views of stored value">
            <ViewTab to="/gift-cards" search={{ q: search.q }} isCurrent={!search.kind}>
              All
            </ViewTab>
            {InstrumentKind.enum.map((kind) => (
              <ViewTab key={kind} to="/gift-cards" search={{ kind, q: search.q }} isCurrent={search.kind === kind}>
                {TITLES[kind]}
              </ViewTab>
            ))}
          </ViewTabs>
          <SearchBox label="Search code, its end, or e-mail" value={search.q} onSearch={(q) => show({ q })} />
        </Group>
        {query.error && !rows ? (
          <Failure error={query.error} retry={query.refetch} />
        ) : rows?.length === 0 ? (
          <Nothing
            icon={IconGift}
            title={search.q ? 'Nothing matches' : 'None yet'}
            text={search.q ? 'A card is found by its code, the last four characters of it, or the e-mail it was sent to.' : undefined}
          />
        ) : (
          <Table
            aria-label="Gift cards and store credit"
            aria-busy={query.isFetching}
            style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}
          >
            <Table.Thead>
              <Table.Tr>
                <Table.Th>What</Table.Th>
                <Table.Th>State</Table.Th>
                <Table.Th visibleFrom="sm">Of</Table.Th>
                <Table.Th visibleFrom="md">Since</Table.Th>
                <Table.Th ta="right">Balance</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {!rows && <SkeletonRows columns={5} />}
              {rows?.map((row) => (
                <Row key={row.instrument_id} row={row} isFocused={row.instrument_id === focused} open={open} />
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Pager page={search.page} hasMore={query.data?.has_more ?? false} onPage={(page) => show({ page })} />
      </Card>
      {isIssuing && <IssueDialog onClose={() => setIssuing(false)} />}
    </>
  )
}

const Row = ({ row, isFocused, open }: { row: InstrumentRow; isFocused: boolean; open(instrument_id: string): void }) => (
  <Table.Tr
    className="row-that-opens"
    data-row={row.instrument_id}
    data-focused={isFocused || undefined}
    onClick={opens(() => open(row.instrument_id))}
  >
    <Table.Td>
      <Link to="/gift-cards/$instrumentId" params={{ instrumentId: row.instrument_id }} fw={500} c="var(--mantine-color-text)">
        {titleOf(row)}
      </Link>
      {row.expires_at && (
        <Text fz="sm" c="dimmed">
          {`until ${showTime(row.expires_at)}`}
        </Text>
      )}
    </Table.Td>
    <Table.Td>
      <ToneBadge {...standingOf(row)} />
    </Table.Td>
    <Table.Td visibleFrom="sm" style={{ overflowWrap: 'anywhere' }}>
      {row.email ?? (row.customer_id ? 'A customer' : '–')}
    </Table.Td>
    <Table.Td visibleFrom="md" title={showFullTime(row.created_at)}>
      {showTime(row.created_at)}
    </Table.Td>
    <Table.Td ta="right" className="numbers">
      {showMoney(row.balance)}
    </Table.Td>
  </Table.Tr>
)
