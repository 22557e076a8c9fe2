import { Anchor, Card, Group, Skeleton, Stack, Table, Text, Title } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import { creditOfQuery } from '#admin/customers/customer-queries.ts'
import { titleOf } from '#admin/gift-cards/gift-card-words.ts'
import { AddressLines } from '#admin/orders/customer-card.tsx'
import { orderQuery, sameCustomerQuery } from '#admin/orders/order-queries.ts'
import { OrderRow } from '#admin/orders/order-row.tsx'
import { Failure } from '#admin/parts/failure.tsx'
import { Link } from '#admin/parts/links.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import type { Customer } from '#modules/customers/contract.ts'
import type { Address } from '#modules/orders/contract.ts'

const LOOKED_AT = 5

/** Orders of this address alone: the shop looks for it anywhere in an address, and `ann@` is also in `joann@`. */
export const useTheirOrders = ({ email }: Customer) => {
  const query = useQuery(sameCustomerQuery(email))
  const rows = query.data?.orders.filter((row) => row.email.toLowerCase() === email.toLowerCase())
  return { rows, has_more: query.data?.has_more ?? false, error: query.error, refetch: query.refetch }
}

export const OrdersCard = ({ customer }: { customer: Customer }) => {
  const { rows, has_more, error, refetch } = useTheirOrders(customer)
  return (
    <Card padding={0}>
      <Group justify="space-between" px="lg" py="md">
        <Title order={2}>Orders</Title>
        {has_more && (
          <Link to="/orders" search={{ q: customer.email }} fz="md">
            All their orders
          </Link>
        )}
      </Group>
      {error && !rows && <Failure error={error} retry={refetch} />}
      {!rows && !error && <Skeleton h={120} />}
      {rows?.length === 0 && (
        <Text fz="md" c="dimmed" px="lg" pb="lg">
          Nothing was ordered yet.
        </Text>
      )}
      {rows && rows.length > 0 && (
        <Table aria-label="Orders" horizontalSpacing="lg">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Order</Table.Th>
              <Table.Th>State</Table.Th>
              <Table.Th ta="right">Total</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <OrderRow key={row.order_id} row={row} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Card>
  )
}

/** Accounts keep no address; those of the last orders are what the shop knows. */
export const AddressesCard = ({ customer }: { customer: Customer }) => {
  const { rows = [] } = useTheirOrders(customer)
  const orders = useQueries({ queries: rows.slice(0, LOOKED_AT).map(({ order_id }) => orderQuery(order_id)) }).flatMap(
    ({ data }) => data ?? [],
  )
  const addresses = differing(orders.flatMap(({ shipping_address, billing_address }) => [shipping_address, billing_address]))
  const vat_ids = [...new Set(orders.flatMap(({ vat_id }) => vat_id ?? []))]
  return (
    <Card>
      <Title order={2} mb="xs">
        Addresses
      </Title>
      <Stack gap="md">
        {addresses.length === 0 && (
          <Text fz="md" c="dimmed">
            None yet: an account keeps none, and they gave none with an order.
          </Text>
        )}
        {addresses.map((address) => (
          <div key={JSON.stringify(address)}>
            <AddressLines address={address} />
          </div>
        ))}
        {addresses.length > 0 && (
          <Text fz="sm" c="dimmed">
            As given with their last orders
          </Text>
        )}
      </Stack>
      {vat_ids.length > 0 && (
        <>
          <Title order={2} mt="lg" mb={4}>
            VAT ID
          </Title>
          <Text fz="md">{vat_ids.join(', ')}</Text>
        </>
      )}
    </Card>
  )
}

const differing = (addresses: (Address | null)[]): Address[] => [
  ...new Map(addresses.flatMap((one) => (one ? [[JSON.stringify(Object.entries(one).sort()), one] as const] : []))).values(),
]

export const CreditCard = ({ customer }: { customer: Customer }) => {
  const { data, error } = useQuery(creditOfQuery(customer.user_id))
  if (error && !data) return null
  return (
    <Card>
      <Title order={2} mb="xs">
        Store credit
      </Title>
      {!data && <Skeleton h={24} />}
      {data?.instruments.length === 0 && (
        <Text fz="md" c="dimmed">
          None. It is given when a return is settled so.
        </Text>
      )}
      <Stack gap={4}>
        {data?.instruments.map((credit) => (
          <Group key={credit.instrument_id} justify="space-between">
            <Link to="/gift-cards/$instrumentId" params={{ instrumentId: credit.instrument_id }} fz="md">
              {titleOf(credit)}
            </Link>
            <Text fz="md" className="numbers">
              {showMoney(credit.balance)}
            </Text>
          </Group>
        ))}
      </Stack>
    </Card>
  )
}

export const AboutCard = ({ customer }: { customer: Customer }) => (
  <Card>
    <Title order={2} mb="xs">
      Account
    </Title>
    <Stack gap={4}>
      <Anchor href={`mailto:${customer.email}`} fz="md" style={{ overflowWrap: 'anywhere' }}>
        {customer.email}
      </Anchor>
      {customer.username && <Text fz="md">{customer.username}</Text>}
      <Text fz="sm" c="dimmed" title={showFullTime(customer.created_at)}>
        {`Since ${showTime(customer.created_at)} · `}
        <Link to="/mailbox" search={{ q: customer.email }} fz="sm" underline="always">
          mails to them
        </Link>
      </Text>
    </Stack>
  </Card>
)
