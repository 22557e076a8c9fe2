import { Button, Group, Modal, NumberInput, Select, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { FormFailure } from '#admin/orders/form-failure.tsx'
import { useOrderChange } from '#admin/orders/use-order-change.ts'
import { newId } from '#admin/parts/new-id.ts'
import { count } from '#admin/parts/words.ts'
import { ExchangeSelect } from '#admin/returns/exchange-select.tsx'
import { REASONS, SETTLEMENTS } from '#admin/returns/return-words.ts'
import type { Order } from '#modules/orders/contract.ts'
import type { Ask, Returnable } from '#modules/returns/contract.ts'

type Reason = keyof typeof REASONS
type Props = { order: Order; lines: Returnable['lines']; onClose(): void }

const ALL_REASONS: readonly Reason[] = [
  'changed_mind',
  'does_not_fit',
  'damaged',
  'not_as_described',
  'wrong_item',
  'arrived_late',
  'other',
]

/** Begins a return on behalf of the customer. The id is made once, so that it is one return however often it is sent. */
export const AskDialog = ({ order, lines, onClose }: Props) => {
  const { order_id } = order
  const [return_id] = useState(() => newId())
  const [chosen, setChosen] = useState<Record<string, number>>({})
  const [exchanged, setExchanged] = useState<Record<string, string>>({})
  const [wish, setWish] = useState<{ reason: Reason; wanted: NonNullable<Ask['wanted']>; note: string }>({
    ...{ reason: 'changed_mind', wanted: 'refund', note: '' },
  })
  const units = Object.values(chosen).reduce((sum, quantity) => sum + quantity, 0)
  const ask = useOrderChange(order_id, {
    run: () =>
      api.returns.requestReturn({
        ...{ return_id, order_id, wanted: wish.wanted, note: wish.note.trim() || undefined },
        lines: lines.flatMap(({ line_id }) => {
          const exchange_for = wish.wanted === 'exchange' ? exchanged[line_id] : undefined
          return chosen[line_id] ? [{ line_id, quantity: chosen[line_id], reason: wish.reason, exchange_for }] : []
        }),
      }),
    done: 'The return is begun',
    onDone: onClose,
    showsItsError: true,
  })
  const titles = new Map(
    order.lines.map(({ line_id, title, variant_title }) => [line_id, [title, variant_title].filter(Boolean).join(', ')]),
  )
  return (
    <Modal opened onClose={onClose} title="Begin a return" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        <FormFailure error={ask.error} />
        {lines.map(({ line_id, quantity }) => (
          <Group key={line_id} justify="space-between" wrap="nowrap">
            <Text fz="md">{titles.get(line_id)}</Text>
            <NumberInput
              aria-label={`How many of ${titles.get(line_id)}`}
              w={110}
              min={0}
              max={quantity}
              clampBehavior="strict"
              allowDecimal={false}
              suffix={` of ${quantity}`}
              value={chosen[line_id] ?? 0}
              onChange={(value) => setChosen({ ...chosen, [line_id]: Number(value) || 0 })}
            />
          </Group>
        ))}
        <Group grow>
          <Select
            label="Reason"
            data={ALL_REASONS.map((value) => ({ value, label: REASONS[value] }))}
            value={wish.reason}
            onChange={(reason) => reason && setWish({ ...wish, reason })}
            allowDeselect={false}
          />
          <Select
            label="They would like"
            data={[
              { value: 'refund', label: SETTLEMENTS.refund.title },
              { value: 'store_credit', label: SETTLEMENTS.store_credit.title },
              { value: 'exchange', label: SETTLEMENTS.exchange.title },
            ]}
            value={wish.wanted}
            onChange={(wanted) => wanted && setWish({ ...wish, wanted })}
            allowDeselect={false}
          />
        </Group>
        {wish.wanted === 'exchange' &&
          order.lines
            .filter(({ line_id }) => chosen[line_id])
            .map((line) => (
              <ExchangeSelect
                key={line.line_id}
                line={line}
                product_id={line.product_id}
                currency={order.currency}
                label={`Instead of ${titles.get(line.line_id)}`}
                value={exchanged[line.line_id] ?? line.variant_id}
                onChange={(variant_id) => setExchanged({ ...exchanged, [line.line_id]: variant_id })}
              />
            ))}
        <Textarea
          label="Note"
          autosize
          maxLength={2_000}
          value={wish.note}
          onChange={(event) => setWish({ ...wish, note: event.currentTarget.value })}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button loading={ask.isPending} disabled={units === 0} onClick={() => ask.mutate()}>
            {units > 0 ? `Take ${count(units, 'item')} back` : 'Begin'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
