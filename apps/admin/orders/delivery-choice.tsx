import { Group, Radio, Stack, Text } from '@mantine/core'
import { showMoney } from '#admin/parts/money.ts'
import type { Order, Quote } from '#modules/orders/contract.ts'

type Props = {
  options: Quote['shipping_options']
  current: Order['shipping']
  value: string | undefined
  onChange(method_id: string): void
}

/** The ways to get the goods there; while they are not known, the one that was chosen. */
export const DeliveryChoice = ({ options, current, value, onChange }: Props) => {
  if (options.length === 0) return <Text fz="md">{current ? current.title : 'No way to send it is chosen.'}</Text>
  return (
    <Radio.Group aria-label="How it is sent" value={value ?? null} onChange={onChange}>
      <Stack gap="sm">
        {options.map(({ method_id, title, text, amount }) => (
          <Group key={method_id} justify="space-between" wrap="nowrap" align="flex-start">
            <Radio value={method_id} label={title} description={text || undefined} />
            <Text fz="md" className="numbers">
              {showMoney(amount)}
            </Text>
          </Group>
        ))}
      </Stack>
    </Radio.Group>
  )
}
