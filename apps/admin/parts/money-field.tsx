import { TextInput, type TextInputProps } from '@mantine/core'
import { typedAmount } from '#admin/parts/money.ts'
import { Unit } from '#admin/parts/unit.tsx'
import { currencyName } from '#admin/parts/words.ts'

type Props = Omit<TextInputProps, 'value' | 'onChange'> & { currency: string; value: string; onChange(typed: string): void }

/** An amount as people type it, in major units; `parseAmount` reads it. The one field in which amounts are typed. */
export const MoneyField = ({ currency, value, onChange, ...props }: Props) => (
  <TextInput
    inputMode="decimal"
    autoComplete="off"
    placeholder={typedAmount(0, currency)}
    rightSection={<Unit title={currencyName(currency)}>{currency}</Unit>}
    rightSectionWidth={52}
    classNames={{ input: 'numbers' }}
    {...props}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
)
