import { Card, Group, Stack, Table, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from '#admin/parts/links.tsx'
import { showMoney } from '#admin/parts/money.ts'
import type { Money } from '#platform/contract.ts'

/** Payments that need a person, for one reason; not there when there are none. */
export const TroubleList = ({ title, text, children }: { title: string; text: string; children: ReactNode[] }) =>
  children.length === 0 ? null : (
    <Card padding={0}>
      <Stack gap={4} p="lg" pb="md">
        <Title order={2}>{title}</Title>
        <Text c="dimmed" fz="md">
          {text}
        </Text>
      </Stack>
      <Table aria-label={title}>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Card>
  )

type RowProps = { order_id: string; amount: Money; what: string; more?: string; action?: ReactNode }

export const TroubleRow = ({ order_id, amount, what, more, action }: RowProps) => (
  <Table.Tr>
    <Table.Td>
      <Text fz="md">{what}</Text>
      {more && (
        <Text fz="sm" c="dimmed">
          {more}
        </Text>
      )}
    </Table.Td>
    <Table.Td ta="right" className="numbers">
      {showMoney(amount)}
    </Table.Td>
    <Table.Td ta="right" w={220}>
      <Group gap="sm" justify="flex-end">
        {action}
        <Link to="/orders/$orderId" params={{ orderId: order_id }}>
          To the order
        </Link>
      </Group>
    </Table.Td>
  </Table.Tr>
)
