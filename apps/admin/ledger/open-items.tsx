import { Button, Group, Table, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { differencesQuery, openItemsQuery } from '#admin/ledger/ledger-queries.ts'
import { useOrderNumbers } from '#admin/orders/use-order-numbers.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { Link } from '#admin/parts/links.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { Nothing } from '#admin/parts/nothing.tsx'
import { SkeletonRows } from '#admin/parts/skeleton-rows.tsx'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { sentence } from '#admin/parts/words.ts'

/** Orders that are not settled. */
export const OpenItems = () => {
  const query = useInfiniteQuery(openItemsQuery)
  const items = query.data?.pages.flatMap((page) => page.items)
  const numberOf = useOrderNumbers(items?.map(({ order_id }) => order_id) ?? [])
  if (items?.length === 0 && !query.hasNextPage)
    return (
      <Nothing icon={IconCircleCheck} title="Nothing is open" text="Every order that was invoiced is paid, and nothing has to go back." />
    )
  return (
    <Listing query={query} label="Open items" heads={['Order', 'Invoiced', 'Credited', 'Received', 'Given back', 'Open']}>
      {items?.map(({ order_id, currency, invoiced, credited, captured, refunded, open }) => (
        <Table.Tr key={`${order_id} ${currency}`}>
          <Table.Td>
            <OrderLink order_id={order_id} number={numberOf(order_id)} />
          </Table.Td>
          {Object.entries({ invoiced, credited, captured, refunded }).map(([name, amount]) => (
            <Table.Td key={name} ta="right" className="numbers">
              {showMoney({ amount, currency })}
            </Table.Td>
          ))}
          <Table.Td ta="right" className="numbers">
            {showMoney({ amount: Math.abs(open), currency })}
            <Text fz="sm" c="dimmed">
              {open > 0 ? 'the customer owes' : 'the shop owes'}
            </Text>
          </Table.Td>
        </Table.Tr>
      ))}
    </Listing>
  )
}

/** Where the books and what the orders say of themselves differ. */
export const Differences = () => {
  const query = useInfiniteQuery(differencesQuery)
  const differences = query.data?.pages.flatMap((page) => page.differences)
  const numberOf = useOrderNumbers(differences?.map(({ order_id }) => order_id) ?? [])
  if (differences?.length === 0 && !query.hasNextPage)
    return <Nothing icon={IconCircleCheck} title="Books and orders agree" text="Each order says of its money what was booked." />
  return (
    <Listing query={query} label="Differences" heads={['Order', 'What differs', 'Books', 'Order says']}>
      {differences?.map(({ order_id, what, text, ledger, order, currency }) => (
        <Table.Tr key={`${order_id} ${what} ${currency}`}>
          <Table.Td>
            <OrderLink order_id={order_id} number={numberOf(order_id)} />
          </Table.Td>
          <Table.Td>
            <ToneBadge title={sentence(what)} tone="red" />
            <Text fz="sm" mt={4}>
              {text}
            </Text>
          </Table.Td>
          <Table.Td ta="right" className="numbers">
            {showMoney({ amount: ledger, currency })}
          </Table.Td>
          <Table.Td ta="right" className="numbers">
            {showMoney({ amount: order, currency })}
          </Table.Td>
        </Table.Tr>
      ))}
    </Listing>
  )
}

const OrderLink = ({ order_id, number }: { order_id: string; number: string }) => (
  <Link to="/orders/$orderId" params={{ orderId: order_id }} className="numbers">
    {number}
  </Link>
)

type Listed = Pick<UseInfiniteQueryResult, 'data' | 'error' | 'refetch' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>
type ListingProps = { query: Listed; label: string; heads: string[]; children: ReactNode }

/** A table that grows by what follows; all columns but the first are numbers or at the right. */
const Listing = ({ query, label, heads, children }: ListingProps) => {
  if (query.error && !query.data) return <Failure error={query.error} retry={query.refetch} />
  return (
    <>
      <Table.ScrollContainer minWidth={640} type="native" tabIndex={0} role="region" aria-label={label}>
        <Table aria-label={label}>
          <Table.Thead>
            <Table.Tr>
              {heads.map((head, index) => (
                <Table.Th key={head} ta={index === 0 || head === 'What differs' ? undefined : 'right'}>
                  {head}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {!query.data && <SkeletonRows columns={heads.length} />}
            {children}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {query.hasNextPage && (
        <Group justify="center" p="sm">
          <Button size="xs" variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Look further
          </Button>
        </Group>
      )}
    </>
  )
}
