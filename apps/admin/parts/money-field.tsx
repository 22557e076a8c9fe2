import { TextInput, type TextInputProps } from '@mantine/core'
import { currencyName } from '#admin/parts/words.ts'

type Props = Omit<TextInputProps, 'value' | 'onChange'> & { currency: string; value: string; onChange(typed: string): void }

/** An amount as people type it, in major units; `parseAmount` reads it. */
export const MoneyField = ({ currency, value, onChange, ...props }: Props) => (
  <TextInput
    inputMode="decimal"
    autoComplete="off"
    rightSection={
      <span title={currencyName(currency)} style={{ fontSize: 'var(--mantine-font-size-xs)', color: 'var(--mantine-color-dimmed)' }}>
        {currency}
      </span>
    }
    rightSectionWidth={48}
    classNames={{ input: 'numbers' }}
    {...props}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
)
