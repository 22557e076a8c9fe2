import { Button, Card, Group, Table, Text } from '@mantine/core'
import { IconBuildingBank } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useOrderNumbers } from '#admin/orders/use-order-numbers.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { Link } from '#admin/parts/links.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { Nothing } from '#admin/parts/nothing.tsx'
import { SkeletonRows } from '#admin/parts/skeleton-rows.tsx'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { sentence } from '#admin/parts/words.ts'
import { booksQuery } from '#admin/payments/payments-queries.ts'

/** Our payments beside what the provider says of each when asked now. */
export const ProviderBooks = ({ provider }: { provider: string }) => {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(booksQuery(provider))
  const rows = data?.pages.flatMap((page) => page.rows)
  const numberOf = useOrderNumbers(rows?.map(({ order_id }) => order_id) ?? [])
  return (
    <Card padding={0}>
      {error && !rows ? (
        <Failure error={error} retry={refetch} />
      ) : rows?.length === 0 ? (
        <Nothing icon={IconBuildingBank} title="No payments yet" text={`Nothing has been paid through ${sentence(provider)}.`} />
      ) : (
        <Table.ScrollContainer minWidth={720} type="native" tabIndex={0} role="region" aria-label="Payments and the provider’s books">
          <Table aria-label="Payments and the provider’s books">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Order</Table.Th>
                <Table.Th>State here</Table.Th>
                <Table.Th ta="right">Taken, here</Table.Th>
                <Table.Th ta="right">Taken, there</Table.Th>
                <Table.Th ta="right">Given back, here</Table.Th>
                <Table.Th ta="right">Given back, there</Table.Th>
                <Table.Th>Agrees</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {!rows && <SkeletonRows columns={7} />}
              {rows?.map(({ payment_id, order_id, state, currency, captured_amount, refunded_amount, theirs, is_equal }) => (
                <Table.Tr key={payment_id}>
                  <Table.Td>
                    <Link to="/orders/$orderId" params={{ orderId: order_id }} className="numbers">
                      {numberOf(order_id)}
                    </Link>
                  </Table.Td>
                  <Table.Td>{sentence(state)}</Table.Td>
                  <Amount amount={captured_amount} currency={currency} />
                  <Amount amount={theirs?.captured_amount} currency={theirs?.currency ?? currency} />
                  <Amount amount={refunded_amount} currency={currency} />
                  <Amount amount={theirs?.refunded_amount} currency={theirs?.currency ?? currency} />
                  <Table.Td>{is_equal ? <ToneBadge title="Yes" tone="green" /> : <ToneBadge title="No" tone="red" />}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {hasNextPage && (
        <Group justify="center" p="sm">
          <Button size="xs" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Ask about older ones
          </Button>
        </Group>
      )}
    </Card>
  )
}

const Amount = ({ amount, currency }: { amount: number | undefined; currency: string }) => (
  <Table.Td ta="right" className="numbers">
    {amount === undefined ? (
      <Text component="span" c="dimmed" fz="md">
        unknown there
      </Text>
    ) : (
      showMoney({ amount, currency })
    )}
  </Table.Td>
)
