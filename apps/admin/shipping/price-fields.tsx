import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { MoneyField } from '#admin/parts/money-field.tsx'
import { newId } from '#admin/parts/new-id.ts'
import { Unit } from '#admin/parts/unit.tsx'
import { currencyName } from '#admin/parts/words.ts'
import type { MethodProps } from '#admin/shipping/method-props.ts'
import { type DraftPrice, type DraftTier, NO_PRICE } from '#admin/shipping/shipping-drafts.ts'

type Props = MethodProps & { currency: string }

const MOST_TIERS = 50

/** What a way of shipping costs in one currency: an amount, or steps by weight or by what the goods come to. */
export const PriceFields = ({ method, at, errors, set, currency, shop }: Props) => {
  const price = method.prices[currency] ?? NO_PRICE
  const path = `${at}.prices.${currency}`
  const change = (part: Partial<DraftPrice>) => set({ prices: { ...method.prices, [currency]: { ...price, ...part } } })
  const ofCurrency = shop.currencies.length > 1 ? `, ${currencyName(currency)}` : ''
  const freeFrom = (
    <MoneyField
      label={`Free from${ofCurrency}`}
      placeholder="Never"
      flex={1}
      miw={160}
      currency={currency}
      value={price.free_from}
      error={errors[`${path}.free_from`]}
      onChange={(free_from) => change({ free_from })}
    />
  )
  if (method.priced_by === 'flat')
    return (
      <Group gap="md" align="flex-start" maw={560}>
        <MoneyField
          label={`Amount${ofCurrency}`}
          placeholder="Not offered"
          flex={1}
          miw={160}
          currency={currency}
          value={price.flat}
          error={errors[`${path}.flat`]}
          onChange={(flat) => change({ flat })}
        />
        {freeFrom}
      </Group>
    )
  return (
    <Stack gap="xs" maw={560} role="group" aria-label={`Prices${ofCurrency}`}>
      <Text fz="md" fw={500}>{`Prices${ofCurrency}`}</Text>
      {price.tiers.length === 0 && (
        <Text c="dimmed" fz="md">
          Not offered in this currency. Add a step that begins at 0.
        </Text>
      )}
      {price.tiers.map((tier, index) => (
        <Tier
          key={tier.key}
          {...{ tier, index, currency, errors }}
          path={`${path}.tiers.${index}`}
          byMoney={method.priced_by === 'subtotal'}
          set={(part) => change({ tiers: price.tiers.map((one) => (one.key === tier.key ? { ...one, ...part } : one)) })}
          remove={() => change({ tiers: price.tiers.filter(({ key }) => key !== tier.key) })}
        />
      ))}
      <Group>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          disabled={price.tiers.length >= MOST_TIERS}
          onClick={() => change({ tiers: [...price.tiers, { key: newId(), from: price.tiers.length === 0 ? '0' : '', amount: '' }] })}
        >
          Add a step
        </Button>
      </Group>
      {price.tiers.length > 0 && <Group>{freeFrom}</Group>}
    </Stack>
  )
}

type TierProps = {
  tier: DraftTier
  index: number
  currency: string
  path: string
  errors: Record<string, string>
  byMoney: boolean
  set(part: Partial<DraftTier>): void
  remove(): void
}

const Tier = ({ tier, index, currency, path, errors, byMoney, set, remove }: TierProps) => (
  <Group gap="xs" align="flex-start" wrap="nowrap">
    <TextInput
      aria-label={`Step ${index + 1} begins at, in ${byMoney ? currency : 'grams'}`}
      leftSection={<Unit>from</Unit>}
      leftSectionWidth={48}
      rightSection={<Unit>{byMoney ? currency : 'g'}</Unit>}
      rightSectionWidth={52}
      inputMode={byMoney ? 'decimal' : 'numeric'}
      flex={1}
      value={tier.from}
      error={errors[`${path}.from`]}
      onChange={(event) => set({ from: event.currentTarget.value })}
    />
    <MoneyField
      aria-label={`Step ${index + 1} costs, in ${currency}`}
      flex={1}
      currency={currency}
      value={tier.amount}
      error={errors[`${path}.amount`]}
      onChange={(amount) => set({ amount })}
    />
    <ActionIcon aria-label={`Remove step ${index + 1}`} onClick={remove} mt={1}>
      <IconX size={16} />
    </ActionIcon>
  </Group>
)
