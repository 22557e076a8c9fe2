import { SimpleGrid } from '@mantine/core'
import type { TypedAmounts } from '#admin/parts/amounts.ts'
import { MoneyField } from '#admin/parts/money-field.tsx'
import type { FieldErrors } from '#admin/parts/use-editor.ts'
import { currencyName } from '#admin/parts/words.ts'

type Props = {
  label: string
  description?: string
  currencies: readonly string[]
  value: TypedAmounts
  /** the path under which errors name the amounts, such as `rule.max_discount` */
  path: string
  errors: FieldErrors
  onChange(value: TypedAmounts): void
}

/** One amount in each currency of the shop. What is left empty does not hold in that currency. */
export const AmountFields = ({ label, description, currencies, value, path, errors, onChange }: Props) => {
  const others = Object.keys(value).filter((currency) => !currencies.includes(currency))
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      {[...currencies, ...others].map((currency, index) => (
        <MoneyField
          key={currency}
          currency={currency}
          label={currencies.length > 1 ? `${label}, ${currencyName(currency)}` : label}
          description={index === 0 ? description : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={value[currency] ?? ''}
          error={errors[`${path}.${currency}`] ?? (index === 0 ? errors[path] : undefined)}
          onChange={(typed) => onChange({ ...value, [currency]: typed })}
        />
      ))}
    </SimpleGrid>
  )
}
