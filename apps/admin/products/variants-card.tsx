import { Card, Group, SegmentedControl, Text, Title } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { count } from '#admin/parts/words.ts'
import type { DraftVariant } from '#admin/products/product-draft.ts'
import type { ProductEditor } from '#admin/products/use-product-editor.ts'
import { type Column, VariantRow } from '#admin/products/variant-row.tsx'
import classes from './variants.module.css'

type Head = { column: Column; title: string }

const COLUMNS: Head[] = [
  { column: 'sku', title: 'SKU' },
  { column: 'amount', title: 'Price' },
  { column: 'compare_at', title: 'Before' },
  { column: 'on_hand', title: 'On the shelf' },
  { column: 'barcode', title: 'Barcode' },
  { column: 'weight_grams', title: 'Weight, g' },
]

/** A line for each variant, edited like a sheet. A column can be filled down from its first line. */
export const VariantsCard = ({ editor: { draft, errors, change, shop } }: { editor: ProductEditor }) => {
  const [currency, setCurrency] = useState(shop.currencies[0] ?? '')
  useEffect(() => {
    const wrong = Object.keys(errors).flatMap((field) => /^variants\.\d+\.prices\.([A-Z]{3})\./.exec(field)?.[1] ?? [])
    setCurrency((shown) => (wrong.includes(shown) ? shown : (wrong[0] ?? shown))) // what is wrong has to be in sight
  }, [errors])
  const edit = useCallback(
    (key: string, part: (variant: DraftVariant) => DraftVariant) =>
      change((before) => ({ ...before, variants: before.variants.map((variant) => (variant.key === key ? part(variant) : variant)) })),
    [change],
  )
  return (
    <Card padding={0}>
      <Group justify="space-between" p="lg" pb="md">
        <div>
          <Title order={2}>{count(draft.variants.length, 'variant')}</Title>
          <Text c="dimmed" fz="md">
            {`${shop.prices_include_tax ? 'Prices include tax.' : 'Prices are without tax.'} A variant without a price in a currency is not sold in it.`}
          </Text>
        </div>
        {shop.currencies.length > 1 && (
          <SegmentedControl size="xs" aria-label="Currency of the prices" data={shop.currencies} value={currency} onChange={setCurrency} />
        )}
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className={classes.scroll} aria-label="Variants" tabIndex={0}>
        <table className={classes.grid}>
          <thead>
            <tr>
              <th scope="col">Variant</th>
              {COLUMNS.map(({ column, title }) => (
                <th key={column} scope="col">
                  {title}
                  {column !== 'sku' && column !== 'barcode' && draft.variants.length > 1 && (
                    <FillDown title={title} onFill={() => change({ variants: filled(draft.variants, column, currency) })} />
                  )}
                </th>
              ))}
              <th scope="col">Picture</th>
            </tr>
          </thead>
          <tbody>
            {draft.variants.map((variant, index) => (
              <VariantRow
                key={variant.key}
                {...{ variant, currency, edit }}
                pictures={draft.pictures}
                errors={errorsOf(errors, index, currency)}
              />
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  )
}

const FillDown = ({ title, onFill }: { title: string; onFill(): void }) => (
  <button
    type="button"
    className={classes.fill}
    aria-label={`${title}: use the first line for all`}
    title="Use the first line for all"
    onClick={onFill}
  >
    ↓
  </button>
)

const NO_PRICE = { amount: '', compare_at: '' }

/** The column of the first line, for all lines. */
const filled = (variants: readonly DraftVariant[], column: Column, currency: string): DraftVariant[] => {
  const [first] = variants
  if (!first) return []
  if (column !== 'amount' && column !== 'compare_at') return variants.map((variant) => ({ ...variant, [column]: first[column] }))
  const typed = first.prices[currency]?.[column] ?? ''
  return variants.map((variant) => ({
    ...variant,
    prices: { ...variant.prices, [currency]: { ...(variant.prices[currency] ?? NO_PRICE), [column]: typed } },
  }))
}

/** What is wrong in one line, as a text that is equal when nothing changed, so that the other lines need not be drawn again. */
const errorsOf = (errors: Record<string, string>, index: number, currency: string): string => {
  const at = `variants.${index}.`
  const own = Object.entries(errors).flatMap(([field, message]) => (field.startsWith(at) ? [[field.slice(at.length), message]] : []))
  return own.length === 0
    ? ''
    : JSON.stringify(Object.fromEntries(own.map(([field = '', message]) => [columnOf(field, currency), message])))
}

const columnOf = (field: string, currency: string) =>
  field.startsWith(`prices.${currency}.`) ? field.slice(`prices.${currency}.`.length) : field
