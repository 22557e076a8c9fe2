import { ActionIcon, Button, Card, Group, Table, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconPencil, IconPlus, IconX } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { goodsQuery, variantChoices } from '#admin/parts/goods-picker.tsx'
import { Pager } from '#admin/parts/pager.tsx'
import { tell } from '#admin/parts/tell.ts'
import { EntryDialog } from '#admin/price-lists/entry-dialog.tsx'
import { type EntryDraft, entryDraftOf, priceWords } from '#admin/price-lists/price-list-draft.ts'
import { priceListQuery } from '#admin/price-lists/price-list-queries.ts'
import { settingsQuery } from '#admin/settings/settings-query.ts'
import type { ListPrice } from '#modules/pricing/contract.ts'

const keyOf = ({ variant_id, currency, min_quantity = 1 }: ListPrice) => `${variant_id} ${currency} ${min_quantity}`

/** Prices of single variants in the list; saved one by one, apart from the list itself. */
export const EntriesCard = ({ list_id }: { list_id: string }) => {
  const cache = useQueryClient()
  const [page, setPage] = useState<number>()
  const [edited, setEdited] = useState<EntryDraft>()
  const { data } = useQuery(priceListQuery(list_id, page))
  const { data: shop } = useQuery(settingsQuery)
  const prices = data?.prices ?? []
  const { data: goods } = useQuery(goodsQuery({ variant_ids: [...new Set(prices.map(({ variant_id }) => variant_id))] }))
  const names = new Map(variantChoices(goods?.goods ?? []).map(({ value, label }) => [value, label]))
  const removal = useMutation({
    mutationFn: ({ variant_id, currency, min_quantity }: ListPrice) =>
      api.pricing.setListPrices({ list_id, prices: [{ variant_id, currency, min_quantity }] }),
    onSuccess: () => {
      tell('Price removed')
      void cache.invalidateQueries({ queryKey: ['price-lists', 'one', list_id] })
    },
  })
  const begin = () =>
    setEdited({ variant_ids: [], currency: shop?.currencies[0] ?? '', min_quantity: '1', how: 'amount', amount: '', percent: '' })
  return (
    <Card padding={0}>
      <Group justify="space-between" p="lg" pb="md">
        <div>
          <Title order={2}>Prices</Title>
          <Text c="dimmed" fz="md">
            {prices.length === 0 ? 'None of its own yet.' : 'From a number of units on, an amount or a percentage off the base price.'}
          </Text>
        </div>
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={begin}>
          Add prices
        </Button>
      </Group>
      {prices.length > 0 && (
        <Table aria-label="Prices of the list" verticalSpacing={8}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Variant</Table.Th>
              <Table.Th ta="right">From units</Table.Th>
              <Table.Th ta="right">Price</Table.Th>
              <Table.Th>
                <VisuallyHidden>Change</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {prices.map((price) => {
              const name = names.get(price.variant_id) ?? '…'
              return (
                <Table.Tr key={keyOf(price)}>
                  <Table.Td>{name}</Table.Td>
                  <Table.Td ta="right" className="numbers">
                    {price.min_quantity ?? 1}
                  </Table.Td>
                  <Table.Td ta="right" className="numbers">
                    {priceWords(price)}
                    {price.amount === undefined && (
                      <Text fz="sm" c="dimmed">
                        {price.currency}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>
                    <Group gap={0} justify="flex-end" wrap="nowrap">
                      <ActionIcon aria-label={`Change the price of ${name}`} onClick={() => setEdited(entryDraftOf(price))}>
                        <IconPencil size={16} />
                      </ActionIcon>
                      <ActionIcon
                        aria-label={`Remove the price of ${name}`}
                        disabled={removal.isPending}
                        onClick={() => removal.mutate(price)}
                      >
                        <IconX size={16} />
                      </ActionIcon>
                    </Group>
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      )}
      <Pager page={page} hasMore={data?.has_more ?? false} onPage={setPage} />
      {edited && <EntryDialog list_id={list_id} first={edited} currencies={shop?.currencies ?? []} onClose={() => setEdited(undefined)} />}
    </Card>
  )
}
