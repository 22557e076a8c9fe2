import { Card, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import type { ChangeEvent } from 'react'
import { MoneyField } from '#admin/parts/money-field.tsx'
import { Unit } from '#admin/parts/unit.tsx'
import { currencyName } from '#admin/parts/words.ts'
import type { DraftVariant } from '#admin/products/product-draft.ts'
import type { ProductEditor } from '#admin/products/use-product-editor.ts'

const NO_PRICE = { amount: '', compare_at: '' }

/** Price and stock of a product that comes in one kind only. */
export const SingleVariantCard = ({ editor }: { editor: ProductEditor }) => {
  const { draft, errors, change, shop } = editor
  const [variant] = draft.variants
  if (!variant) return null
  const set = (part: Partial<DraftVariant>) => change({ variants: [{ ...variant, ...part }] })
  const text = (field: 'sku' | 'on_hand' | 'barcode' | 'weight_grams') => ({
    value: variant[field],
    error: errors[`variants.0.${field}`],
    onChange: (event: ChangeEvent<HTMLInputElement>) => set({ [field]: event.currentTarget.value }),
  })
  return (
    <Card>
      <Stack gap="lg">
        <div>
          <Title order={2}>Price</Title>
          <Text c="dimmed" fz="md">
            {`${shop.prices_include_tax ? 'Tax included.' : 'Without tax.'} Without a price in a currency it is not sold in it.`}
          </Text>
        </div>
        {shop.currencies.map((currency) => (
          <Prices key={currency} {...{ currency, variant, errors, set }} />
        ))}
        <Title order={2}>Stock and delivery</Title>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput label="SKU" required maxLength={100} {...text('sku')} />
          <TextInput label="Barcode" maxLength={50} {...text('barcode')} />
          <TextInput
            label="Units on the shelf"
            inputMode="numeric"
            description={promised(variant)}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            {...text('on_hand')}
          />
          <TextInput label="Weight" inputMode="numeric" rightSection={<Unit>g</Unit>} {...text('weight_grams')} />
        </SimpleGrid>
      </Stack>
    </Card>
  )
}

const promised = ({ reserved }: DraftVariant) => (reserved > 0 ? `${reserved} of them promised to orders` : undefined)

type PricesProps = { currency: string; variant: DraftVariant; errors: Record<string, string>; set(part: Partial<DraftVariant>): void }

const Prices = ({ currency, variant, errors, set }: PricesProps) => {
  const price = variant.prices[currency] ?? NO_PRICE
  const field = (name: 'amount' | 'compare_at') => ({
    currency,
    value: price[name],
    error: errors[`variants.0.prices.${currency}.${name}`],
    onChange: (typed: string) => set({ prices: { ...variant.prices, [currency]: { ...price, [name]: typed } } }),
  })
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      <MoneyField label={`Price, ${currencyName(currency)}`} {...field('amount')} />
      <MoneyField label={`Before a reduction, ${currencyName(currency)}`} {...field('compare_at')} />
    </SimpleGrid>
  )
}
