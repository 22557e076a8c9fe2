import { Button, Radio, SimpleGrid, Skeleton, Stack, Switch, TextInput } from '@mantine/core'
import { IconListDetails, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { type ChangeEvent, useState } from 'react'
import { api } from '#admin/api/api.ts'
import { isApiError } from '#admin/api/client.ts'
import { askBefore } from '#admin/parts/ask-before.tsx'
import { EditFrame } from '#admin/parts/edit-frame.tsx'
import { Failure } from '#admin/parts/failure.tsx'
import { Nothing } from '#admin/parts/nothing.tsx'
import { BackLink, PageTitle } from '#admin/parts/page-title.tsx'
import { tell } from '#admin/parts/tell.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { Unit } from '#admin/parts/unit.tsx'
import { type Editor, useEditor } from '#admin/parts/use-editor.ts'
import { EntriesCard } from '#admin/price-lists/entries-card.tsx'
import { draftOf, inputOf, type ListDraft, newList } from '#admin/price-lists/price-list-draft.ts'
import { priceListQuery } from '#admin/price-lists/price-list-queries.ts'
import { LIST_STATES } from '#admin/price-lists/price-list-words.ts'
import { Section } from '#admin/settings/section.tsx'
import type { PriceList } from '#modules/pricing/contract.ts'

export const NewPriceListPage = () => {
  const [read] = useState(newList)
  return <ListForm read={read} />
}

export const PriceListPage = () => {
  const { listId } = useParams({ from: '/price-lists/$listId' })
  const { data, error, refetch } = useQuery(priceListQuery(listId))
  if (data) return <ListForm key={listId} read={draftOf(data.list)} saved={data.list} />
  return (
    <>
      <PageTitle title="Price list" back={<Back />} />
      {isApiError(error, 'NOT_FOUND') || isApiError(error, 'INVALID_INPUT') ? (
        <Nothing icon={IconListDetails} title="There is no such price list" />
      ) : error ? (
        <Failure error={error} retry={refetch} />
      ) : (
        <Skeleton h={420} radius="md" />
      )}
    </>
  )
}

const Back = () => <BackLink to="/price-lists">Back to the price lists</BackLink>

const LABELS = {
  title: 'the title',
  kind: 'the kind',
  customer_group: 'the group',
  starts_at: 'the start',
  ends_at: 'the end',
  percent: 'the percentage',
  is_active: 'whether it is on',
} as const

const ListForm = ({ read, saved }: { read: ListDraft; saved?: PriceList }) => {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const { list_id } = read
  const editor = useEditor({
    read,
    check: inputOf,
    save: api.pricing.savePriceList,
    draftOf,
    readAgain: async () => draftOf((await api.pricing.readPriceList({ list_id })).list),
    onSaved: (_list, isTypedOn) => {
      tell('Price list saved')
      void cache.invalidateQueries({ queryKey: ['price-lists'] })
      if (read.version === 0 && !isTypedOn)
        void navigate({ to: '/price-lists/$listId', params: { listId: list_id }, replace: true, ignoreBlocker: true })
    },
  })
  const removal = useMutation({
    mutationFn: () => api.pricing.deletePriceList({ list_id }),
    onSuccess: async () => {
      tell('Price list removed')
      await navigate({ to: '/price-lists', ignoreBlocker: true })
      cache.removeQueries({ queryKey: ['price-lists', 'one', list_id] })
      void cache.invalidateQueries({ queryKey: ['price-lists', 'list'] })
    },
  })
  const askForRemoval = () =>
    askBefore({
      title: `Remove ${editor.draft.title}?`,
      text: 'Its prices go with it, and no longer hold from now on. Orders keep theirs.',
      confirm: 'Remove',
      isDangerous: true,
      onConfirm: () => removal.mutate(),
    })
  return (
    <>
      <PageTitle
        title={editor.draft.title.trim() || 'New price list'}
        back={<Back />}
        badges={saved && <ToneBadge {...LIST_STATES[saved.state]} />}
      >
        {saved && (
          <Button variant="default" leftSection={<IconTrash size={16} />} loading={removal.isPending} onClick={askForRemoval}>
            Remove
          </Button>
        )}
      </PageTitle>
      <EditFrame editor={editor} labels={LABELS}>
        <ListFields editor={editor} />
        {saved && <EntriesCard list_id={list_id} />}
      </EditFrame>
    </>
  )
}

const ListFields = ({ editor: { draft, errors, change } }: { editor: Editor<ListDraft> }) => {
  const text = (field: 'title' | 'customer_group' | 'starts_at' | 'ends_at' | 'percent', error = errors[field]) => ({
    value: draft[field],
    error,
    onChange: (event: ChangeEvent<HTMLInputElement>) => change({ [field]: event.currentTarget.value }),
  })
  return (
    <Section title="The list" text="Who gets its prices, and when. Prices of single variants are added below, once the list is saved.">
      <TextInput label="Title" required maxLength={200} {...text('title')} />
      <Radio.Group label="Kind" value={draft.kind} onChange={(kind) => change({ kind: kind === 'list' ? 'list' : 'sale' })}>
        <Stack gap="xs" mt={6}>
          <Radio value="sale" label="A sale for everyone" description="Shown as a reduction, with the lowest price of the 30 days before" />
          <Radio value="list" label="A price list" description="For a group of customers, or from a number of units on" />
        </Stack>
      </Radio.Group>
      {draft.kind === 'list' && (
        <TextInput
          label="Customer group"
          description="Such as trade; who is in it is said on the customer’s page. Empty: everyone"
          placeholder="Everyone"
          maxLength={50}
          {...text('customer_group')}
        />
      )}
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput type="datetime-local" label="From" {...text('starts_at')} />
        <TextInput type="datetime-local" label="Until" {...text('ends_at')} />
      </SimpleGrid>
      <TextInput
        label="Off everything the list does not name"
        placeholder="Nothing"
        inputMode="decimal"
        rightSection={<Unit>%</Unit>}
        {...text('percent', errors.off_basis_points)}
      />
      <Switch label="On" checked={draft.is_active} onChange={(event) => change({ is_active: event.currentTarget.checked })} />
    </Section>
  )
}
