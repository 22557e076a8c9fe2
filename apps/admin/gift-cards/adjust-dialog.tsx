import { Alert, Button, Group, Modal, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { notAnAmount } from '#admin/parts/amounts.ts'
import { parseAmount, showMoney } from '#admin/parts/money.ts'
import { MoneyField } from '#admin/parts/money-field.tsx'
import { newId } from '#admin/parts/new-id.ts'
import { messageOf, tell } from '#admin/parts/tell.ts'
import type { FieldErrors } from '#admin/parts/use-editor.ts'
import type { InstrumentRow } from '#modules/gift-cards/contract.ts'

/** Adds to a balance or takes from it by hand, with a reason. Sending the form twice adjusts once. */
export const AdjustDialog = ({ instrument: { instrument_id, balance }, onClose }: { instrument: InstrumentRow; onClose(): void }) => {
  const cache = useQueryClient()
  const { currency } = balance
  const [adjustment_id] = useState(newId)
  const [way, setWay] = useState('add')
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  const [errors, setErrors] = useState<FieldErrors>({})
  const adjusting = useMutation({
    mutationFn: (amount: number) =>
      api.giftCards.adjust({ instrument_id, adjustment_id, amount: { amount, currency }, reason: reason.trim() }),
    meta: { shows_its_error: true },
    onSuccess: (saved) => {
      tell(`The balance is ${showMoney(saved.balance)} now`)
      void cache.invalidateQueries({ queryKey: ['gift-cards'] })
      onClose()
    },
  })
  const submit = () => {
    const amount = parseAmount(typed, currency)
    const found: FieldErrors = {}
    if (amount === undefined || amount < 1) found.amount = notAnAmount(currency)
    else if (way === 'take' && amount > balance.amount) found.amount = `Only ${showMoney(balance)} is left`
    if (!reason.trim()) found.reason = 'Say why; it is kept with the entry'
    setErrors(found)
    if (amount !== undefined && Object.keys(found).length === 0) adjusting.mutate(way === 'take' ? -amount : amount)
  }
  return (
    <Modal opened onClose={onClose} title={`Adjust the balance of ${showMoney(balance)}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Stack gap="md">
          {adjusting.error && (
            <Alert color="red" role="alert">
              {messageOf(adjusting.error)}
            </Alert>
          )}
          <SegmentedControl
            aria-label="Add or take away"
            value={way}
            onChange={setWay}
            data={[
              { value: 'add', label: 'Add' },
              { value: 'take', label: 'Take away' },
            ]}
          />
          <MoneyField label="Amount" currency={currency} value={typed} error={errors.amount} onChange={setTyped} />
          <TextInput
            label="Reason"
            maxLength={200}
            value={reason}
            error={errors.reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={adjusting.isPending}>
              {way === 'take' ? 'Take away' : 'Add'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
