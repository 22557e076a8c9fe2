import { ActionIcon, Anchor, Card, Group, NumberInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { GoodsSearch } from '#admin/orders/goods-search.tsx'
import { type EditedLine, problemOf, withOneMore } from '#admin/orders/wanted-lines.ts'
import { showMoney, typedAmount } from '#admin/parts/money.ts'
import { MoneyField } from '#admin/parts/money-field.tsx'
import { Thumb } from '#admin/parts/picture.tsx'
import type { Quote } from '#modules/orders/contract.ts'
import type { Money } from '#platform/contract.ts'

type Props = {
  lines: readonly EditedLine[]
  currency: string
  /** as reckoned while it is typed: the prices of what is new */
  quoted?: Quote['lines'] | undefined
  onChange(lines: EditedLine[]): void
}

/** What is ordered: how many, at another price if there is a reason, and more of it by search. */
export const LinesEditor = ({ lines, currency, quoted = [], onChange }: Props) => (
  <Card>
    <Title order={2} mb="md">
      Items
    </Title>
    <Stack gap="md">
      {lines.map((line) => (
        <LineRow
          key={line.key}
          line={line}
          currency={currency}
          today={quoted.find(({ variant_id }) => variant_id === line.variant_id)?.unit_price}
          onChange={(now) => onChange(lines.map((other) => (other.key === line.key ? now : other)))}
          onRemove={() => onChange(lines.filter((other) => other.key !== line.key))}
        />
      ))}
      {lines.length === 0 && (
        <Text fz="md" c="dimmed">
          Nothing yet. Search for what the customer would like.
        </Text>
      )}
      <GoodsSearch onChoose={(goods) => onChange(withOneMore(lines, goods))} />
    </Stack>
  </Card>
)

type RowProps = {
  line: EditedLine
  currency: string
  today?: Money | undefined
  hasOwnPrice?: boolean
  onChange(line: EditedLine): void
  onRemove(): void
}

/** `today`: what one costs, where the line does not know it yet. `hasOwnPrice`: another price may be typed. */
export const LineRow = ({ line, currency, today, hasOwnPrice = true, onChange, onRemove }: RowProps) => {
  const [hasPrice, setHasPrice] = useState(line.price !== '')
  const errors = problemOf(line, currency)
  const price = line.unit_price ?? (line.price === '' ? today : undefined)
  const isSent = line.fulfilled_quantity > 0
  return (
    <div>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <Thumb picture={line.picture} size={44} />
        <div style={{ flex: 1, minWidth: 0 }}>
          <Text fz="md" fw={500}>
            {line.title}
          </Text>
          <Text fz="sm" c="dimmed">
            {[line.variant_title, line.sku, price && showMoney(price)].filter(Boolean).join(' · ')}
          </Text>
          {isSent && (
            <Text fz="sm" c="dimmed">
              {`${line.fulfilled_quantity} sent already`}
            </Text>
          )}
          {hasOwnPrice && !hasPrice && !isSent && (
            <Anchor component="button" type="button" fz="sm" onClick={() => setHasPrice(true)}>
              Another price
            </Anchor>
          )}
        </div>
        <NumberInput
          aria-label={`How many of ${line.title}`}
          w={84}
          min={Math.max(1, line.fulfilled_quantity)}
          max={10_000}
          clampBehavior="strict"
          allowDecimal={false}
          value={line.quantity}
          onChange={(value) => onChange({ ...line, quantity: Number(value) || Math.max(1, line.fulfilled_quantity) })}
        />
        <ActionIcon aria-label={`Remove ${line.title}`} onClick={onRemove} size={36} disabled={isSent}>
          <IconTrash size={16} />
        </ActionIcon>
      </Group>
      {hasPrice && !isSent && (
        <Group gap="sm" mt="xs" pl={56} align="flex-start">
          <MoneyField
            aria-label={`Price of one ${line.title}`}
            placeholder={price ? typedAmount(price.amount, currency) : 'Price of one'}
            w={150}
            currency={currency}
            value={line.price}
            onChange={(price) => onChange({ ...line, price })}
            error={errors.price}
          />
          <TextInput
            aria-label={`Why ${line.title} has another price`}
            placeholder="Why"
            style={{ flex: 1, minWidth: 160 }}
            maxLength={200}
            value={line.price_reason}
            onChange={(event) => onChange({ ...line, price_reason: event.currentTarget.value })}
            error={errors.price_reason}
          />
        </Group>
      )}
    </div>
  )
}
