import { Anchor, Card, Group, Stack, Text, Title } from '@mantine/core'
import { IconFileText } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { documentsQuery } from '#admin/orders/order-queries.ts'
import { showMoney } from '#admin/parts/money.ts'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import type { Order } from '#modules/orders/contract.ts'

const KINDS = { invoice: 'Invoice', credit_note: 'Credit note' }

/** The invoices and credit notes of an order: printed once, the same bytes every time. */
export const DocumentsCard = ({ order }: { order: Order }) => {
  const { data } = useQuery(documentsQuery(order.order_id))
  return (
    <Card>
      <Title order={2} mb="xs">
        Documents
      </Title>
      {data?.documents.length === 0 && (
        <Text fz="md" c="dimmed">
          The invoice is made when the order is paid or confirmed, as the settings say.
        </Text>
      )}
      <Stack gap="xs">
        {data?.documents.map(({ document_id, kind, number, total, issued_at }) => (
          <Group key={document_id} justify="space-between" wrap="nowrap" align="flex-start">
            <Group gap={6} wrap="nowrap" align="flex-start">
              <IconFileText size={16} stroke={1.7} aria-hidden="true" style={{ marginTop: 3 }} />
              <div>
                <Anchor href={`/api/documents/${document_id}/file`} target="_blank" fz="md">
                  {`${KINDS[kind]} ${number}`}
                </Anchor>
                <Text fz="sm" c="dimmed" title={showFullTime(issued_at)}>
                  {showTime(issued_at)}
                </Text>
              </div>
            </Group>
            <Text fz="md" className="numbers">
              {showMoney(total)}
            </Text>
          </Group>
        ))}
      </Stack>
    </Card>
  )
}
