import { Card, Checkbox, Select, SimpleGrid, Stack, Switch, TagsInput, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { GoodsSearch } from '#admin/orders/goods-search.tsx'
import { LineRow } from '#admin/orders/lines-editor.tsx'
import { withOneMore } from '#admin/orders/wanted-lines.ts'
import { MoneyField } from '#admin/parts/money-field.tsx'
import { currencyName } from '#admin/parts/words.ts'
import type { PromotionDraft } from '#admin/promotions/promotion-draft.ts'
import { TryResult } from '#admin/promotions/try-result.tsx'
import { newTrial, type Trial, useRehearsal } from '#admin/promotions/use-rehearsal.ts'
import { zonesQuery } from '#admin/shipping/shipping-queries.ts'

type Props = { draft: PromotionDraft; currencies: string[] }

/** A basket to try the promotion on, as it stands in the form. Nothing is saved, and no use is counted. */
export const TryCard = ({ draft, currencies }: Props) => {
  const [typed, setTyped] = useState(() => newTrial(''))
  const trial = { ...typed, currency: typed.currency || (currencies[0] ?? '') }
  const set = (part: Partial<Trial>) => setTyped({ ...trial, ...part })
  const { lines, currency } = trial
  const rehearsal = useRehearsal(draft, trial)
  return (
    <Card>
      <Stack gap="md">
        <div>
          <Title order={2}>Try it</Title>
          <Text c="dimmed" fz="md">
            Fill a basket and see what would be taken off, and why. Nothing is saved, and no use is counted.
          </Text>
        </div>
        {lines.map((line) => (
          <LineRow
            key={line.key}
            line={line}
            currency={currency}
            hasOwnPrice={false}
            onChange={(now) => set({ lines: lines.map((other) => (other.key === line.key ? now : other)) })}
            onRemove={() => set({ lines: lines.filter((other) => other.key !== line.key) })}
          />
        ))}
        <GoodsSearch onChoose={(goods) => set({ lines: withOneMore(lines, goods) })} />
        <Owner trial={trial} set={set} currencies={currencies} />
        {draft.action.kind === 'free_shipping' && <Shipping trial={trial} set={set} />}
        <Others trial={trial} set={set} />
        <TryResult {...rehearsal} promotion_id={draft.promotion_id} lines={lines} />
      </Stack>
    </Card>
  )
}

type PartProps = { trial: Trial; set(part: Partial<Trial>): void }

const CUSTOMERS = [
  { value: 'guest', label: 'A guest' },
  { value: 'known', label: 'A customer who is signed in' },
]

const Owner = ({ trial, set, currencies }: PartProps & Pick<Props, 'currencies'>) => (
  <>
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <Select
        label="Who buys"
        data={CUSTOMERS}
        allowDeselect={false}
        value={trial.customer}
        onChange={(value) => set({ customer: value === 'known' ? 'known' : 'guest' })}
      />
      <TextInput
        label="Customer group"
        placeholder="None"
        maxLength={100}
        disabled={trial.customer === 'guest'}
        value={trial.customer === 'guest' ? '' : trial.group}
        onChange={(event) => set({ group: event.currentTarget.value })}
      />
      <TextInput
        type="datetime-local"
        label="When"
        description="Empty: now, whatever its period"
        inputWrapperOrder={['label', 'input', 'description']}
        value={trial.at}
        onChange={(event) => set({ at: event.currentTarget.value })}
      />
      {currencies.length > 1 && (
        <Select
          label="Currency"
          data={currencies.map((code) => ({ value: code, label: `${code} – ${currencyName(code)}` }))}
          allowDeselect={false}
          value={trial.currency}
          onChange={(currency) => set({ currency: currency ?? trial.currency })}
        />
      )}
    </SimpleGrid>
    <Checkbox
      label="Has ordered before"
      checked={trial.has_ordered_before}
      onChange={(event) => set({ has_ordered_before: event.currentTarget.checked })}
    />
  </>
)

const Shipping = ({ trial, set }: PartProps) => {
  const { data } = useQuery(zonesQuery)
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <Select
        label="Shipped by"
        placeholder="Not chosen yet"
        clearable
        data={(data?.zones ?? []).map(({ name, methods }) => ({
          group: name,
          items: methods.map(({ method_id, title }) => ({ value: method_id, label: title })),
        }))}
        value={trial.method_id}
        onChange={(method_id) => set({ method_id })}
      />
      <MoneyField
        label="Shipping costs"
        placeholder="0"
        currency={trial.currency}
        value={trial.shipping}
        onChange={(shipping) => set({ shipping })}
      />
    </SimpleGrid>
  )
}

const Others = ({ trial, set }: PartProps) => (
  <>
    <Switch
      label="Together with the other promotions of the shop"
      checked={!trial.is_alone}
      onChange={(event) => set({ is_alone: !event.currentTarget.checked })}
    />
    {!trial.is_alone && (
      <TagsInput
        label="Codes of other promotions"
        placeholder={trial.codes.length === 0 ? 'None; Enter after each' : undefined}
        maxTags={10}
        value={trial.codes}
        onChange={(codes) => set({ codes })}
      />
    )}
  </>
)
