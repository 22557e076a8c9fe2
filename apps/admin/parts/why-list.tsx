import { Group, Stack, Text } from '@mantine/core'
import { showMoney } from '#admin/parts/money.ts'
import { sentence } from '#admin/parts/words.ts'
import type { Why } from '#platform/contract.ts'

/** How a number came about, step by step: what decided, in a sentence, and what it added or took away. */
export const WhyList = ({ why }: { why: Why }) => (
  <Stack component="ol" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
    {why.map((step, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: steps are only shown, and the same rule may come twice
      <Group key={index} component="li" justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Text fz="md">{step.text}</Text>
          <Text fz="sm" c="dimmed">
            {sentence(step.rule)}
          </Text>
        </div>
        {step.amount && (
          <Text fz="md" className="numbers" style={{ whiteSpace: 'nowrap' }}>
            {showMoney(step.amount)}
          </Text>
        )}
      </Group>
    ))}
  </Stack>
)
