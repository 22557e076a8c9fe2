import { ActionIcon, Menu } from '@mantine/core'
import { memo } from 'react'
import { typedAmount } from '#admin/parts/money.ts'
import { Thumb } from '#admin/parts/picture.tsx'
import { type DraftVariant, variantTitle } from '#admin/products/product-draft.ts'
import type { Picture } from '#modules/media/contract.ts'
import classes from './variants.module.css'

export type Column = 'sku' | 'amount' | 'compare_at' | 'on_hand' | 'barcode' | 'weight_grams'

type Props = {
  variant: DraftVariant
  currency: string
  pictures: Picture[]
  /** JSON of column -> message; empty when nothing is wrong */
  errors: string
  edit(key: string, part: (variant: DraftVariant) => DraftVariant): void
}

const NO_PRICE = { amount: '', compare_at: '' }

/** Drawn again only when it changed itself: a product may have 500 of them. */
export const VariantRow = memo(({ variant, currency, pictures, errors, edit }: Props) => {
  const title = variantTitle(variant)
  const wrong: Record<string, string> = errors ? JSON.parse(errors) : {}
  const price = variant.prices[currency] ?? NO_PRICE
  const set = (part: Partial<DraftVariant>) => edit(variant.key, (before) => ({ ...before, ...part }))
  const setPrice = (part: Partial<typeof NO_PRICE>) =>
    edit(variant.key, (before) => ({
      ...before,
      prices: { ...before.prices, [currency]: { ...(before.prices[currency] ?? NO_PRICE), ...part } },
    }))
  const zero = typedAmount(0, currency)
  return (
    <tr>
      <th scope="row">{title}</th>
      <Cell label={`SKU of ${title}`} value={variant.sku} error={wrong.sku} wide onType={(sku) => set({ sku })} />
      <Cell
        label={`Price of ${title} in ${currency}`}
        value={price.amount}
        error={wrong.amount}
        number={zero}
        onType={(amount) => setPrice({ amount })}
      />
      <Cell
        label={`Price of ${title} before a reduction in ${currency}`}
        value={price.compare_at}
        error={wrong.compare_at}
        number="–"
        onType={(compare_at) => setPrice({ compare_at })}
      />
      <Cell
        label={`Units of ${title} on the shelf`}
        value={variant.on_hand}
        error={wrong.on_hand}
        number="0"
        hint={variant.reserved > 0 ? `${variant.reserved} promised` : undefined}
        onType={(on_hand) => set({ on_hand })}
      />
      <Cell label={`Barcode of ${title}`} value={variant.barcode} error={wrong.barcode} onType={(barcode) => set({ barcode })} />
      <Cell
        label={`Weight of ${title} in grams`}
        value={variant.weight_grams}
        error={wrong.weight_grams}
        number="–"
        onType={(weight_grams) => set({ weight_grams })}
      />
      <td>
        <PictureChoice title={title} chosen={variant.picture} pictures={pictures} onChoose={(picture) => set({ picture })} />
      </td>
    </tr>
  )
})

type CellProps = {
  label: string
  value: string
  error: string | undefined
  /** set for numbers: what an empty one shows */
  number?: string
  hint?: string | undefined
  wide?: boolean
  onType(text: string): void
}

const WIDER = 6 // characters: the padding, and letters wider than a digit

const Cell = ({ label, value, error, number, hint, wide, onType }: CellProps) => (
  <td style={wide ? { minWidth: `max(160px, ${value.length + WIDER}ch)` } : undefined}>
    <input
      className={classes.input}
      aria-label={label}
      aria-invalid={error ? true : undefined}
      title={error}
      inputMode={number === undefined ? undefined : 'decimal'}
      data-number={number !== undefined || undefined}
      placeholder={number}
      maxLength={100}
      value={value}
      onChange={(event) => onType(event.currentTarget.value)}
    />
    {error ? <div className={classes.error}>{error}</div> : hint && <div className={classes.hint}>{hint}</div>}
  </td>
)

type ChoiceProps = { title: string; chosen: string | null; pictures: Picture[]; onChoose(picture: string | null): void }

const PictureChoice = ({ title, chosen, pictures, onChoose }: ChoiceProps) => (
  <Menu position="bottom-end">
    <Menu.Target>
      <ActionIcon size={34} aria-label={`Picture of ${title}`} disabled={pictures.length === 0}>
        <Thumb picture={pictures.find(({ name }) => name === chosen) ?? null} size={32} />
      </ActionIcon>
    </Menu.Target>
    <Menu.Dropdown>
      <Menu.Item onClick={() => onChoose(null)}>None of its own</Menu.Item>
      {pictures.map((picture, index) => (
        <Menu.Item key={picture.name} leftSection={<Thumb picture={picture} size={28} />} onClick={() => onChoose(picture.name)}>
          {picture.alt || `Picture ${index + 1}`}
        </Menu.Item>
      ))}
    </Menu.Dropdown>
  </Menu>
)
