import { Radio, Skeleton, Stack } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import { askBefore } from '#admin/parts/ask-before.tsx'
import { tell } from '#admin/parts/tell.ts'
import { Section } from '#admin/settings/section.tsx'
import { settingsQuery } from '#admin/settings/settings-query.ts'

/** How all prices of the shop are meant. Saved at once, after a question: it changes what every product costs. */
export const PricesCard = () => {
  const cache = useQueryClient()
  const { data: shop } = useQuery(settingsQuery)
  const saving = useMutation({
    mutationFn: (part: { prices_include_tax?: boolean; tax_rounding?: 'per_line' | 'per_total' }) =>
      api.settings.changeSettings({ version: shop?.version, ...part }),
    onSuccess: (saved) => {
      cache.setQueryData(settingsQuery.queryKey, saved)
      tell('Settings saved')
    },
    onError: () => cache.invalidateQueries({ queryKey: settingsQuery.queryKey }),
  })
  if (!shop) return <Skeleton h={200} radius="md" />
  const disabled = saving.isPending
  const askForMeaning = (includes: boolean) =>
    askBefore({
      title: includes ? 'Prices are with tax from now on?' : 'Prices are without tax from now on?',
      text: includes
        ? 'No price is changed: the same numbers are then what shoppers pay, with the tax inside.'
        : 'No price is changed: the tax is then added to the same numbers at checkout.',
      confirm: 'Change it',
      onConfirm: () => saving.mutate({ prices_include_tax: includes }),
    })
  return (
    <Section title="Prices" text="How the prices of products and shipping are meant, and where a fraction of a cent goes.">
      <Radio.Group
        label="Prices are entered and shown"
        value={shop.prices_include_tax ? 'with' : 'without'}
        onChange={(value) => askForMeaning(value === 'with')}
      >
        <Stack gap="xs" mt={6}>
          <Radio value="with" label="With tax" description="What shoppers see is what they pay" disabled={disabled} />
          <Radio value="without" label="Without tax" description="The tax is added at checkout" disabled={disabled} />
        </Stack>
      </Radio.Group>
      <Radio.Group
        label="Tax is rounded"
        value={shop.tax_rounding}
        onChange={(value) => saving.mutate({ tax_rounding: value === 'per_total' ? 'per_total' : 'per_line' })}
      >
        <Stack gap="xs" mt={6}>
          <Radio value="per_line" label="On each line" disabled={disabled} />
          <Radio value="per_total" label="Once for each rate" disabled={disabled} />
        </Stack>
      </Radio.Group>
    </Section>
  )
}
