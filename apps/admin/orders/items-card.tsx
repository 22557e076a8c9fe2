import { Card, Group, Table, Text, Title } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { OrderTotals } from '#admin/orders/order-totals.tsx'
import { Link, LinkButton } from '#admin/parts/links.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { Thumb } from '#admin/parts/picture.tsx'
import { WhyButton } from '#admin/parts/why.tsx'
import type { Order, OrderLine } from '#modules/orders/contract.ts'

export const isEditable = ({ state, lines }: Order) =>
  (state === 'pending' || state === 'confirmed') && lines.every(({ returned_quantity }) => returned_quantity === 0)

/** What was bought, as it was when it was bought. */
export const ItemsCard = ({ order }: { order: Order }) => (
  <Card>
    <Card.Section inheritPadding py="sm" withBorder>
      <Group justify="space-between">
        <Title order={2}>Items</Title>
        {isEditable(order) && (
          <LinkButton
            to="/orders/$orderId/edit"
            params={{ orderId: order.order_id }}
            variant="default"
            size="xs"
            leftSection={<IconPencil size={14} />}
          >
            Edit
          </LinkButton>
        )}
      </Group>
    </Card.Section>
    <Card.Section>
      <Table aria-label="Items" verticalSpacing="md" horizontalSpacing="lg">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Product</Table.Th>
            <Table.Th ta="right" visibleFrom="sm">
              Price
            </Table.Th>
            <Table.Th ta="right" visibleFrom="sm">
              Quantity
            </Table.Th>
            <Table.Th ta="right">Total</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {order.lines.map((line) => (
            <Row key={line.line_id} line={line} />
          ))}
        </Table.Tbody>
      </Table>
    </Card.Section>
    <Card.Section inheritPadding py="md" style={{ borderTop: '1px solid var(--souk-line)' }}>
      <OrderTotals order={order} />
    </Card.Section>
  </Card>
)

const Row = ({ line }: { line: OrderLine }) => (
  <Table.Tr className="numbers">
    <Table.Td>
      <Group gap="sm" wrap="nowrap">
        <Thumb picture={line.picture} size={48} />
        <div>
          <Link to="/products/$productId" params={{ productId: line.product_id }} fw={500} c="var(--mantine-color-text)">
            {line.title}
          </Link>
          <Text fz="sm" c="dimmed">
            {[line.variant_title, line.sku].filter(Boolean).join(' · ')}
          </Text>
          <Text fz="sm" hiddenFrom="sm">
            {`${line.quantity} × ${showMoney(line.unit_price)}`}
          </Text>
          <Whereabouts line={line} />
        </div>
      </Group>
    </Table.Td>
    <Table.Td ta="right" visibleFrom="sm" style={{ whiteSpace: 'nowrap' }}>
      <Group gap={4} wrap="nowrap" justify="flex-end">
        <WhyButton of={`${showMoney(line.unit_price)} for ${line.title}`} why={line.why} isIcon />
        {showMoney(line.unit_price)}
      </Group>
    </Table.Td>
    <Table.Td ta="right" visibleFrom="sm">
      {line.quantity}
    </Table.Td>
    <Table.Td ta="right" style={{ whiteSpace: 'nowrap' }}>
      {showMoney(line.line_total)}
      {line.discount.amount > 0 && (
        <Text fz="sm" c="dimmed">
          {showMoney({ ...line.discount, amount: -line.discount.amount })}
        </Text>
      )}
    </Table.Td>
  </Table.Tr>
)

/** How many of a line have left the house, and come back. */
const Whereabouts = ({ line: { fulfilled_quantity, returned_quantity, quantity } }: { line: OrderLine }) => {
  const parts = [
    fulfilled_quantity > 0 && (fulfilled_quantity === quantity ? 'sent' : `${fulfilled_quantity} of ${quantity} sent`),
    returned_quantity > 0 && `${returned_quantity} came back`,
  ].filter(Boolean)
  return parts.length > 0 ? (
    <Text fz="sm" c="dimmed">
      {parts.join(' · ')}
    </Text>
  ) : null
}
