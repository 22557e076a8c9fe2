import { Select, SimpleGrid, TextInput } from '@mantine/core'
import { countryName } from '#admin/parts/words.ts'
import type { Address } from '#modules/orders/contract.ts'
import { COUNTRIES } from '#platform/countries.ts'

export type TypedAddress = Required<Address>

const EMPTY: TypedAddress = {
  ...{ name: '', company: '', line1: '', line2: '', postal_code: '', city: '', region: '', country: '', phone: '' },
}
export const typedAddress = (address: Address | null): TypedAddress => ({ ...EMPTY, ...address })

/** What was typed as an address; undefined while nothing but the country was. */
export const addressOf = (typed: TypedAddress): Address | undefined => {
  const { name, line1, city, country } = typed
  const optional = Object.fromEntries(
    (['company', 'line2', 'postal_code', 'region', 'phone'] as const).flatMap((field) =>
      typed[field].trim() ? [[field, typed[field].trim()]] : [],
    ),
  )
  if (![name, line1, city, ...Object.values(optional)].some((text) => text.trim())) return undefined
  return { ...optional, name: name.trim(), line1: line1.trim(), city: city.trim(), country }
}

type Props = { path: string; value: TypedAddress; errors: Record<string, string>; onChange(value: TypedAddress): void }

const FIELDS = [
  ['name', 'Name'],
  ['company', 'Company'],
  ['line1', 'Street and number'],
  ['line2', 'Further line'],
  ['postal_code', 'Postal code'],
  ['city', 'City'],
  ['region', 'Region or state'],
  ['phone', 'Phone'],
] as const

const COUNTRY_CHOICES = COUNTRIES.map((code) => ({ value: code, label: countryName(code) })).sort((a, b) => a.label.localeCompare(b.label))

export const AddressFields = ({ path, value, errors, onChange }: Props) => (
  <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
    {FIELDS.map(([field, label]) => (
      <TextInput
        key={field}
        label={label}
        value={value[field]}
        error={errors[`${path}.${field}`]}
        maxLength={200}
        onChange={(event) => onChange({ ...value, [field]: event.currentTarget.value })}
      />
    ))}
    <Select
      label="Country"
      data={COUNTRY_CHOICES}
      searchable
      value={value.country || null}
      error={errors[`${path}.country`]}
      onChange={(country) => onChange({ ...value, country: country ?? '' })}
    />
  </SimpleGrid>
)
