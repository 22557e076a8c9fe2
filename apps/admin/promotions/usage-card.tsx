import { Card, Group, Stack, Text, Title } from '@mantine/core'
import { showMoney } from '#admin/parts/money.ts'
import { count } from '#admin/parts/words.ts'
import type { Usage } from '#admin/promotions/promotion-queries.ts'

/** How often it was used, and what it has given away. */
export const UsageCard = ({ usage, limit }: { usage: Usage; limit: number | null }) => (
  <Card>
    <Stack gap="sm">
      <Title order={2}>Used so far</Title>
      <Text fz="md">{limit === null ? count(usage.used, 'time') : `${usage.used} of ${count(limit, 'time')}`}</Text>
      {usage.totals.map(({ currency, orders, amount }) => (
        <Group key={currency} justify="space-between">
          <Text c="dimmed" fz="md">{`${count(orders, 'order')} in ${currency}`}</Text>
          <Text fz="md" className="numbers">
            {showMoney({ amount, currency })}
          </Text>
        </Group>
      ))}
      {usage.overdrawn > 0 && (
        <Text c="dimmed" fz="sm">
          {`${count(usage.overdrawn, 'order')} came after their use had been given to others, and kept the discount they were promised.`}
        </Text>
      )}
    </Stack>
  </Card>
)
