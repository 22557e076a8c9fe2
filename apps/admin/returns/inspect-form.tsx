import { Button, Group, NumberInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { FormFailure } from '#admin/orders/form-failure.tsx'
import { useReturnStep } from '#admin/returns/use-return-step.ts'
import type { Return, ReturnLine } from '#modules/returns/contract.ts'

type Seen = { accepted_quantity: number; restock_quantity: number; condition: string }

/** The parcel is here: of each line, what is accepted, what can be sold again, and in which condition it is. */
export const InspectForm = ({ one }: { one: Return }) => {
  const { return_id, version, lines } = one
  const [seen, setSeen] = useState<Record<string, Seen>>(() =>
    Object.fromEntries(
      lines.map(({ line_id, quantity, reason }) => [
        line_id,
        { accepted_quantity: quantity, restock_quantity: reason === 'damaged' ? 0 : quantity, condition: '' },
      ]),
    ),
  )
  const receive = useReturnStep(
    one,
    () =>
      api.returns.receiveReturn({
        ...{ return_id, version },
        lines: lines.map(({ line_id }) => {
          const { condition, accepted_quantity = 0, restock_quantity = 0 } = seen[line_id] ?? {}
          return { line_id, accepted_quantity, restock_quantity, condition: condition?.trim() || undefined }
        }),
      }),
    'Received',
  )
  return (
    <Stack gap="lg">
      <FormFailure error={receive.error} />
      {lines.map((line) => (
        <Inspected
          key={line.line_id}
          line={line}
          seen={seen[line.line_id] ?? { accepted_quantity: 0, restock_quantity: 0, condition: '' }}
          onChange={(now) => setSeen({ ...seen, [line.line_id]: now })}
        />
      ))}
      <Group>
        <Button loading={receive.isPending} onClick={() => receive.mutate(undefined)}>
          The parcel is here
        </Button>
      </Group>
    </Stack>
  )
}

type Props = { line: ReturnLine; seen: Seen; onChange(seen: Seen): void }

const Inspected = ({ line, seen, onChange }: Props) => (
  <div>
    <Text fz="md" fw={500} mb={4}>
      {`${line.quantity} × ${[line.title, line.variant_title].filter(Boolean).join(', ')}`}
    </Text>
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
      <NumberInput
        label="Accepted"
        min={0}
        max={line.quantity}
        clampBehavior="strict"
        allowDecimal={false}
        value={seen.accepted_quantity}
        onChange={(value) => {
          const accepted_quantity = Number(value) || 0
          onChange({ ...seen, accepted_quantity, restock_quantity: Math.min(seen.restock_quantity, accepted_quantity) })
        }}
      />
      <NumberInput
        label="Back to stock"
        min={0}
        max={seen.accepted_quantity}
        clampBehavior="strict"
        allowDecimal={false}
        value={seen.restock_quantity}
        onChange={(value) => onChange({ ...seen, restock_quantity: Number(value) || 0 })}
      />
      <TextInput
        label="Condition"
        placeholder="As new"
        maxLength={500}
        value={seen.condition}
        onChange={(event) => onChange({ ...seen, condition: event.currentTarget.value })}
        style={{ gridColumn: 'span 2' }}
      />
    </SimpleGrid>
  </div>
)
