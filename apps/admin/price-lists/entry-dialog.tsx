import { Alert, Button, Group, Modal, SegmentedControl, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { GoodsPicker } from '#admin/parts/goods-picker.tsx'
import { MoneyField } from '#admin/parts/money-field.tsx'
import { messageOf, tell } from '#admin/parts/tell.ts'
import { Unit } from '#admin/parts/unit.tsx'
import type { FieldErrors } from '#admin/parts/use-editor.ts'
import { fieldErrors } from '#admin/parts/use-field-errors.ts'
import { type EntryDraft, entriesOf } from '#admin/price-lists/price-list-draft.ts'

type Props = { list_id: string; first: EntryDraft; currencies: string[]; onClose(): void }

/** One price for one or many variants. A price that is there for the same variant, currency and number of units is replaced. */
export const EntryDialog = ({ list_id, first, currencies, onClose }: Props) => {
  const cache = useQueryClient()
  const [draft, setDraft] = useState(first)
  const [errors, setErrors] = useState<FieldErrors>({})
  const set = (part: Partial<EntryDraft>) => setDraft({ ...draft, ...part })
  const saving = useMutation({
    mutationFn: (prices: ReturnType<typeof entriesOf>['prices']) => api.pricing.setListPrices({ list_id, prices }),
    meta: { shows_its_error: true },
    onSuccess: () => {
      tell('Prices saved')
      void cache.invalidateQueries({ queryKey: ['price-lists', 'one', list_id] })
      onClose()
    },
    onError: (error) => setErrors(fieldErrors(error)),
  })
  const submit = () => {
    const checked = entriesOf(draft)
    setErrors(checked.errors)
    if (Object.keys(checked.errors).length === 0) saving.mutate(checked.prices)
  }
  return (
    <Modal opened onClose={onClose} title="Prices of the list" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Stack gap="md">
          {saving.error && (
            <Alert color="red" role="alert">
              {messageOf(saving.error)}
            </Alert>
          )}
          <GoodsPicker
            kind="variants"
            label="Variants"
            value={draft.variant_ids}
            error={errors.variant_ids}
            onChange={(variant_ids) => set({ variant_ids })}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <Select
              label="Currency"
              data={currencies}
              allowDeselect={false}
              value={draft.currency}
              onChange={(currency) => set({ currency: currency ?? draft.currency })}
            />
            <TextInput
              label="From units"
              inputMode="numeric"
              value={draft.min_quantity}
              error={errors.min_quantity}
              onChange={(event) => set({ min_quantity: event.currentTarget.value })}
            />
          </SimpleGrid>
          <SegmentedControl
            aria-label="How the price is given"
            value={draft.how}
            onChange={(how) => set({ how: how === 'percent' ? 'percent' : 'amount' })}
            data={[
              { value: 'amount', label: 'An amount' },
              { value: 'percent', label: 'Off the base price' },
            ]}
          />
          {draft.how === 'amount' ? (
            <MoneyField
              label="Price of a unit"
              currency={draft.currency}
              value={draft.amount}
              error={errors.amount}
              onChange={(amount) => set({ amount })}
            />
          ) : (
            <TextInput
              label="Percentage off"
              inputMode="decimal"
              rightSection={<Unit>%</Unit>}
              value={draft.percent}
              error={errors.off_basis_points}
              onChange={(event) => set({ percent: event.currentTarget.value })}
            />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={saving.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
