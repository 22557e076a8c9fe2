import { Button, Group, Select, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ChangeEvent } from 'react'
import { Unit } from '#admin/parts/unit.tsx'
import { oneOf } from '#admin/parts/url-state.ts'
import { countryName, languageName } from '#admin/parts/words.ts'
import type { MethodProps } from '#admin/shipping/method-props.ts'
import { PriceFields } from '#admin/shipping/price-fields.tsx'
import { carriersQuery } from '#admin/shipping/shipping-queries.ts'
import { taxQuery } from '#admin/taxes/tax-queries.ts'
import { COUNTRIES } from '#platform/countries.ts'

const PRICED_BY = [
  { value: 'flat', label: 'The same for every order' },
  { value: 'weight', label: 'By weight' },
  { value: 'subtotal', label: 'By what the goods come to' },
  { value: 'carrier', label: 'As the carrier says' },
]

/** All of one way of shipping. */
export const MethodFields = ({ remove, ...props }: MethodProps & { remove(): void }) => {
  const { method, set } = props
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Switch
          label="Offered to shoppers"
          checked={method.is_offered}
          onChange={(event) => set({ is_offered: event.currentTarget.checked })}
        />
        <Button size="xs" variant="subtle" color="red" leftSection={<IconTrash size={14} />} onClick={remove}>
          Remove
        </Button>
      </Group>
      <NameFields {...props} />
      <Select
        label="What it costs"
        data={PRICED_BY}
        allowDeselect={false}
        maw={360}
        value={method.priced_by}
        onChange={(value) => set({ priced_by: oneOf(['flat', 'weight', 'subtotal', 'carrier'], value) ?? method.priced_by })}
      />
      {props.shop.currencies.map((currency) => (
        <PriceFields key={currency} currency={currency} {...props} />
      ))}
      <DetailFields {...props} />
      <PickupFields {...props} />
    </Stack>
  )
}

const NameFields = ({ method, at, errors, shop, set }: MethodProps) => (
  <SimpleGrid cols={{ base: 1, sm: 2 }}>
    <TextInput
      label="Title"
      required
      maxLength={100}
      value={method.title}
      error={errors[`${at}.title`]}
      onChange={(event) => set({ title: event.currentTarget.value })}
    />
    <TextInput
      label="Text"
      placeholder="2 to 4 working days"
      maxLength={300}
      value={method.text}
      error={errors[`${at}.text`]}
      onChange={(event) => set({ text: event.currentTarget.value })}
    />
    {shop.locales.slice(1).flatMap((locale) => {
      const own = method.translations[locale] ?? { title: '', text: '' }
      const setOwn = (part: Partial<typeof own>) => set({ translations: { ...method.translations, [locale]: { ...own, ...part } } })
      return [
        <TextInput
          key={`${locale} title`}
          label={`Title, ${languageName(locale)}`}
          lang={locale}
          placeholder={method.title}
          maxLength={100}
          value={own.title}
          onChange={(event) => setOwn({ title: event.currentTarget.value })}
        />,
        <TextInput
          key={`${locale} text`}
          label={`Text, ${languageName(locale)}`}
          lang={locale}
          maxLength={300}
          value={own.text}
          onChange={(event) => setOwn({ text: event.currentTarget.value })}
        />,
      ]
    })}
  </SimpleGrid>
)

const DetailFields = ({ method, at, errors, set }: MethodProps) => {
  const { data: carriers } = useQuery(carriersQuery)
  const { data: setup } = useQuery(taxQuery)
  const number = (field: 'min_days' | 'max_days' | 'max_weight_grams') => ({
    inputMode: 'numeric' as const,
    value: method[field],
    error: errors[`${at}.${field}`],
    onChange: (event: ChangeEvent<HTMLInputElement>) => set({ [field]: event.currentTarget.value }),
  })
  const classes = (setup?.choices.classes ?? []).map(({ tax_class, title }) => ({ value: tax_class, label: title }))
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
      <TextInput label="Working days, at least" {...number('min_days')} />
      <TextInput label="Working days, at most" {...number('max_days')} />
      <TextInput label="Up to a weight of" placeholder="Any" rightSection={<Unit>g</Unit>} {...number('max_weight_grams')} />
      <Select
        label="Taxed"
        data={[{ value: 'of_goods', label: 'As the goods' }, ...classes.map(({ value, label }) => ({ value, label: `As ${label}` }))]}
        allowDeselect={false}
        value={method.tax_class}
        error={errors[`${at}.tax_class`]}
        onChange={(tax_class) => set({ tax_class: tax_class ?? method.tax_class })}
      />
      <Select
        label="Carrier"
        placeholder="None"
        data={(carriers?.carriers ?? []).map(({ carrier, title }) => ({ value: carrier, label: title }))}
        clearable
        searchable
        value={method.carrier}
        error={errors[`${at}.carrier`]}
        onChange={(carrier) => set({ carrier })}
      />
    </SimpleGrid>
  )
}

const PickupFields = ({ method, at, errors, set }: MethodProps) => {
  const { pickup } = method
  const field = (name: 'name' | 'line1' | 'postal_code' | 'city' | 'hours') => ({
    value: pickup[name],
    error: errors[`${at}.pickup.${name}`],
    onChange: (event: ChangeEvent<HTMLInputElement>) => set({ pickup: { ...pickup, [name]: event.currentTarget.value } }),
  })
  return (
    <Stack gap="md">
      <Switch
        label="The goods are fetched"
        description="Nothing is sent; the goods are taxed where they are fetched"
        checked={method.is_pickup}
        onChange={(event) => set({ is_pickup: event.currentTarget.checked })}
      />
      {method.is_pickup && (
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput label="Place" placeholder="Our shop at the harbour" maxLength={100} {...field('name')} />
          <TextInput label="Street and number" maxLength={200} {...field('line1')} />
          <TextInput label="Postal code" maxLength={20} {...field('postal_code')} />
          <TextInput label="City" maxLength={100} {...field('city')} />
          <Select
            label="Country"
            data={COUNTRIES.map((code) => ({ value: code, label: countryName(code) }))}
            searchable
            allowDeselect={false}
            value={pickup.country || null}
            error={errors[`${at}.pickup.country`]}
            onChange={(country) => set({ pickup: { ...pickup, country: country ?? pickup.country } })}
          />
          <TextInput label="Opening hours" maxLength={500} {...field('hours')} />
        </SimpleGrid>
      )}
    </Stack>
  )
}
