import { Card, Group, Stack, Table, Text, Title } from '@mantine/core'
import { Link } from '#admin/parts/links.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { Thumb } from '#admin/parts/picture.tsx'
import type { Order } from '#modules/orders/contract.ts'

/** What was bought, as it was when it was bought. */
export const ItemsCard = ({ order }: { order: Order }) => (
  <Card>
    <Card.Section inheritPadding py="sm" withBorder>
      <Title order={2}>Items</Title>
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
            <Row key={line.variant_id} line={line} />
          ))}
        </Table.Tbody>
      </Table>
    </Card.Section>
    <Card.Section inheritPadding py="md" style={{ borderTop: '1px solid var(--souk-line)' }}>
      <Stack gap={4} ml="auto" maw={280} className="numbers">
        <Group justify="space-between">
          <Text c="dimmed" fz="md">
            Subtotal
          </Text>
          <Text fz="md">{showMoney(order.subtotal)}</Text>
        </Group>
        <Group justify="space-between">
          <Text fw={600}>Total</Text>
          <Text fw={600}>{showMoney(order.total)}</Text>
        </Group>
      </Stack>
    </Card.Section>
  </Card>
)

const Row = ({ line }: { line: Order['lines'][number] }) => (
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
        </div>
      </Group>
    </Table.Td>
    <Table.Td ta="right" visibleFrom="sm">
      {showMoney(line.unit_price)}
    </Table.Td>
    <Table.Td ta="right" visibleFrom="sm">
      {line.quantity}
    </Table.Td>
    <Table.Td ta="right">{showMoney(line.line_total)}</Table.Td>
  </Table.Tr>
)
