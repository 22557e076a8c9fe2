import { Button, Group, Select, Table, Text, TextInput } from '@mantine/core'
import { IconNotebook } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { entriesQuery } from '#admin/ledger/ledger-queries.ts'
import type { LedgerSearch } from '#admin/ledger/ledger-search.ts'
import { accountWords, sidesOf, useAccounts } from '#admin/ledger/ledger-words.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { Link } from '#admin/parts/links.tsx'
import { Nothing } from '#admin/parts/nothing.tsx'
import { SkeletonRows } from '#admin/parts/skeleton-rows.tsx'
import { oneOf } from '#admin/parts/url-state.ts'
import { sentence } from '#admin/parts/words.ts'
import { Account, type Entry } from '#modules/ledger/contract.ts'

type Props = { search: LedgerSearch; show(change: LedgerSearch): void }

/** What was booked, newest first. */
export const Entries = ({ search, show }: Props) => {
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(entriesQuery(search))
  const entries = data?.pages.flatMap((page) => page.entries)
  const { titleOf } = useAccounts()
  const isFiltered = search.account || search.from || search.to || search.order
  return (
    <>
      <Filters search={search} show={show} />
      {error && !entries ? (
        <Failure error={error} retry={refetch} />
      ) : entries?.length === 0 ? (
        <Nothing
          icon={IconNotebook}
          title={isFiltered ? 'Nothing was booked there' : 'Nothing has been booked yet'}
          text={isFiltered ? undefined : 'Invoices, payments, refunds and payouts are booked by themselves.'}
        />
      ) : (
        <Table.ScrollContainer minWidth={320} type="native" tabIndex={0} role="region" aria-label="Entries">
          <Table aria-label="Entries" verticalSpacing={8}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th ta="right" visibleFrom="sm">
                  No.
                </Table.Th>
                <Table.Th visibleFrom="sm">Day</Table.Th>
                <Table.Th visibleFrom="sm">What</Table.Th>
                <Table.Th>Account</Table.Th>
                <Table.Th ta="right">Debit</Table.Th>
                <Table.Th ta="right">Credit</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {!entries && <SkeletonRows columns={6} />}
              {entries?.map((entry, index) => (
                <Row
                  key={entry.height}
                  entry={entry}
                  title={titleOf(entry.account)}
                  isFirst={entries[index - 1]?.transaction_id !== entry.transaction_id}
                  isLast={entries[index + 1]?.transaction_id !== entry.transaction_id}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {hasNextPage && (
        <Group justify="center" p="sm">
          <Button size="xs" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show older ones
          </Button>
        </Group>
      )}
    </>
  )
}

type RowProps = { entry: Entry; title: string; isFirst: boolean; isLast: boolean }

/** The lines of one transaction stand together; only the first says what it was. On a phone it says so above its account. */
const Row = ({ entry, title, isFirst, isLast }: RowProps) => {
  const { debit, credit } = sidesOf(entry)
  return (
    <Table.Tr title={`Hash ${entry.hash}`} style={isLast ? undefined : { borderBottom: 'none' }}>
      <Table.Td ta="right" className="numbers" c="dimmed" visibleFrom="sm">
        {entry.height}
      </Table.Td>
      <Table.Td style={{ whiteSpace: 'nowrap' }} visibleFrom="sm">
        {isFirst && entry.day}
      </Table.Td>
      <Table.Td visibleFrom="sm">{isFirst && <What entry={entry} />}</Table.Td>
      <Table.Td>
        {isFirst && (
          <Text hiddenFrom="sm" fz="sm" fw={500} component="div">
            <What entry={entry} /> {entry.day}
          </Text>
        )}
        {accountWords(title, entry)}
      </Table.Td>
      <Table.Td ta="right" className="numbers" style={{ verticalAlign: 'bottom' }}>
        {debit}
      </Table.Td>
      <Table.Td ta="right" className="numbers" style={{ verticalAlign: 'bottom' }}>
        {credit}
      </Table.Td>
    </Table.Tr>
  )
}

const What = ({ entry: { kind, reference, order_id } }: { entry: Entry }) => (
  <>
    {sentence(kind)}
    <Text fz="sm" c="dimmed" component="span">
      {reference && ` ${reference}`}
      {order_id && (
        <>
          {' · '}
          <Link to="/orders/$orderId" params={{ orderId: order_id }} underline="always">
            order
          </Link>
        </>
      )}
    </Text>
  </>
)

const Filters = ({ search, show }: Props) => {
  const { accounts } = useAccounts()
  return (
    <Group p="sm" gap="sm">
      <Select
        aria-label="Account"
        placeholder="All accounts"
        data={accounts.map(({ account, title }) => ({ value: account, label: title }))}
        clearable
        searchable
        w={220}
        value={search.account ?? null}
        onChange={(account) => show({ account: oneOf(Account.enum, account) })}
      />
      <TextInput
        type="date"
        aria-label="From day"
        value={search.from ?? ''}
        onChange={(event) => show({ from: event.currentTarget.value || undefined })}
      />
      <Text c="dimmed">–</Text>
      <TextInput
        type="date"
        aria-label="Until day"
        value={search.to ?? ''}
        onChange={(event) => show({ to: event.currentTarget.value || undefined })}
      />
      {search.order && (
        <Button variant="default" size="xs" onClick={() => show({ order: undefined })}>
          Of one order only: show all
        </Button>
      )}
    </Group>
  )
}
