import { Card, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconCheck, IconExclamationMark } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { paymentsQuery, sameCustomerQuery } from '#admin/orders/order-queries.ts'
import { hintsOf } from '#admin/orders/risk-hints.ts'
import type { Order } from '#modules/orders/contract.ts'

/** Facts that often speak for or against an order. Nobody's score: whoever decides sees what the shop knows. */
export const WorthALook = ({ order }: { order: Order }) => {
  const { data: paid } = useQuery(paymentsQuery(order.order_id))
  const { data: theirs } = useQuery(sameCustomerQuery(order.email))
  const hints = hintsOf(order, paid?.payments ?? [], theirs?.orders)
  if (hints.length === 0) return null
  return (
    <Card className="no-print">
      <Title order={2} mb="xs">
        Worth a look
      </Title>
      <Stack component="ul" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
        {hints.map(({ text, isGood }) => (
          <Group key={text} component="li" gap="xs" wrap="nowrap">
            <ThemeIcon size={20} radius="xl" variant="light" color={isGood ? 'leaf' : 'yellow'}>
              {isGood ? <IconCheck size={12} aria-hidden="true" /> : <IconExclamationMark size={12} aria-hidden="true" />}
            </ThemeIcon>
            <Text fz="md">{text}</Text>
          </Group>
        ))}
      </Stack>
    </Card>
  )
}
