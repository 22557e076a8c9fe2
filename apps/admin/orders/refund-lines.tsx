import { Checkbox, Group, NumberInput, Stack, Text } from '@mantine/core'
import { type Chosen, refundableOf } from '#admin/orders/refund-sum.ts'
import { showMoney } from '#admin/parts/money.ts'
import type { Order } from '#modules/orders/contract.ts'
import type { Refundable } from '#modules/returns/contract.ts'

type Props = {
  order: Order
  refundable: Refundable
  chosen: Chosen
  withShipping: boolean
  onChoose(chosen: Chosen): void
  onShipping(withShipping: boolean): void
  /** minor units, of what is chosen */
  worth: number
  problem: string | undefined
}

/** Chooses goods that were sent, and says what was paid for them. Units that money was given for are not offered again. Nothing is chosen at first. */
export const RefundLines = ({ order, refundable, chosen, withShipping, onChoose, onShipping, worth, problem }: Props) => {
  const money = (amount: number) => showMoney({ amount, currency: order.currency })
  const given = new Map(refundable.lines.map((line) => [line.line_id, line]))
  const sent = order.lines.filter(({ fulfilled_quantity }) => fulfilled_quantity > 0)
  const offered = sent.map((line) => ({ line, most: refundableOf(line, given.get(line.line_id)) })).filter(({ most }) => most > 0)
  return (
    <Stack gap="sm">
      {offered.length === 0 && (
        <Text fz="md">
          {sent.length === 0 ? 'Nothing of this order was sent yet.' : 'Everything that was sent has come back or was given back for.'}
        </Text>
      )}
      {offered.map(({ line: { line_id, title, variant_title }, most }) => (
        <Group key={line_id} justify="space-between" wrap="nowrap">
          <Text fz="md">{[title, variant_title].filter(Boolean).join(', ')}</Text>
          <Group gap="xs" wrap="nowrap" className="numbers">
            <NumberInput
              aria-label={`How many of ${title}`}
              w={80}
              min={0}
              max={most}
              clampBehavior="strict"
              allowDecimal={false}
              value={chosen[line_id] ?? 0}
              onChange={(value) => onChoose({ ...chosen, [line_id]: Number(value) || 0 })}
            />
            <Text fz="md" style={{ whiteSpace: 'nowrap' }}>{`of ${most}`}</Text>
          </Group>
        </Group>
      ))}
      {refundable.shipping_amount > 0 && (
        <Checkbox
          label={`Delivery, ${money(refundable.shipping_amount)}`}
          checked={withShipping}
          onChange={(event) => onShipping(event.currentTarget.checked)}
        />
      )}
      <Text fz="md" className="numbers" aria-live="polite" c={problem ? 'var(--mantine-color-error)' : undefined}>
        {worth > 0 ? `${money(worth)} was paid for this. ${problem ?? ''}` : 'Choose what it is for.'}
      </Text>
      <Text fz="sm" c="dimmed">
        For goods that come back to stock, use a return: it restocks them.
      </Text>
    </Stack>
  )
}
