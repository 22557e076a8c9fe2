import { Group, Modal, NumberInput, Select, SimpleGrid, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { WhyList } from '#admin/parts/why.tsx'
import { type DraftVariant, variantTitle } from '#admin/products/product-draft.ts'

type Props = { variants: DraftVariant[]; currencies: string[]; onClose(): void }

/** Every price a variant could have just now, which one counts, and why. As saved: what is being typed is not asked about. */
export const WhyPrice = ({ variants, currencies, onClose }: Props) => {
  const saved = variants.filter(({ variant_id }) => variant_id !== undefined)
  const [variant_id, setVariant] = useState(saved[0]?.variant_id ?? '')
  const [currency, setCurrency] = useState(currencies[0] ?? '')
  const [quantity, setQuantity] = useState<string | number>(1)
  const [group, setGroup] = useState('')
  const [asked] = useDebouncedValue(
    { variant_id, currency, quantity: Math.max(1, Number(quantity) || 1), customer_group: group.trim() || undefined },
    200,
  )
  const { data, error, refetch } = useQuery({
    queryKey: ['prices', 'why', asked],
    queryFn: ({ signal }) => api.pricing.explainPrice(asked, { signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <Modal opened onClose={onClose} title="Why this price" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Select
            label="Variant"
            data={saved.map((variant) => ({ value: variant.variant_id ?? '', label: `${variantTitle(variant)} (${variant.sku})` }))}
            allowDeselect={false}
            searchable
            value={variant_id}
            onChange={(id) => setVariant(id ?? variant_id)}
          />
          <Select
            label="Currency"
            data={currencies}
            allowDeselect={false}
            value={currency}
            onChange={(code) => setCurrency(code ?? currency)}
          />
          <NumberInput label="Units" min={1} max={10_000} allowDecimal={false} value={quantity} onChange={setQuantity} />
          <TextInput
            label="Customer group"
            placeholder="Everyone"
            value={group}
            onChange={(event) => setGroup(event.currentTarget.value)}
          />
        </SimpleGrid>
        {error && !data ? (
          <Failure error={error} retry={refetch} />
        ) : data ? (
          <>
            <Group justify="space-between" align="baseline">
              <Text fz="xl" fw={600} className="numbers">
                {data.unit_price ? showMoney(data.unit_price) : 'Not sold in this currency'}
              </Text>
              <Text fz="sm" c="dimmed">
                {[data.compare_at && `before: ${showMoney(data.compare_at)}`, data.lowest && `lowest of 30 days: ${showMoney(data.lowest)}`]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </Group>
            <WhyList why={data.why} />
          </>
        ) : (
          <Skeleton h={120} />
        )}
      </Stack>
    </Modal>
  )
}
