import { Button, Card, Grid, Skeleton, Stack, Table, Text, Title } from '@mantine/core'
import { IconGift } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { isApiError } from '#admin/api/client.ts'
import { AdjustDialog } from '#admin/gift-cards/adjust-dialog.tsx'
import { giftCardQuery } from '#admin/gift-cards/gift-card-queries.ts'
import { ENTRY_KINDS, standingOf, titleOf } from '#admin/gift-cards/gift-card-words.ts'
import { lastGiftCardsSearch } from '#admin/gift-cards/gift-cards-search.ts'
import { askBefore } from '#admin/parts/ask-before.tsx'
import { Failure } from '#admin/parts/failure.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { Nothing } from '#admin/parts/nothing.tsx'
import { BackLink, PageTitle } from '#admin/parts/page-title.tsx'
import { tell } from '#admin/parts/tell.ts'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import type { Entry, InstrumentRow } from '#modules/gift-cards/contract.ts'

const Back = () => (
  <BackLink to="/gift-cards" search={lastGiftCardsSearch.get()}>
    Back to the gift cards
  </BackLink>
)

/** One card or one customer's credit, with everything that moved its balance. */
export const GiftCardPage = () => {
  const { instrumentId } = useParams({ from: '/gift-cards/$instrumentId' })
  const { data, error, refetch } = useQuery(giftCardQuery(instrumentId))
  const [isAdjusting, setAdjusting] = useState(false)
  if (!data)
    return (
      <>
        <PageTitle title="Gift card" back={<Back />} />
        {isApiError(error, 'NOT_FOUND') || isApiError(error, 'INVALID_INPUT') ? (
          <Nothing icon={IconGift} title="There is no such card" />
        ) : error ? (
          <Failure error={error} retry={refetch} />
        ) : (
          <Skeleton h={320} radius="md" />
        )}
      </>
    )
  const { instrument, entries } = data
  return (
    <>
      <PageTitle title={titleOf(instrument)} back={<Back />} badges={<ToneBadge {...standingOf(instrument)} />}>
        <DisableButton instrument={instrument} />
        <Button variant="default" onClick={() => setAdjusting(true)}>
          Adjust
        </Button>
      </PageTitle>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 4 }}>
          <FactsCard instrument={instrument} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 8 }}>
          <EntriesCard entries={entries} />
        </Grid.Col>
      </Grid>
      {isAdjusting && <AdjustDialog instrument={instrument} onClose={() => setAdjusting(false)} />}
    </>
  )
}

const DisableButton = ({ instrument }: { instrument: InstrumentRow }) => {
  const cache = useQueryClient()
  const { instrument_id, disabled_at } = instrument
  const changing = useMutation({
    mutationFn: () => api.giftCards.disable({ instrument_id, is_disabled: disabled_at === null }),
    onSuccess: (saved) => {
      tell(saved.disabled_at ? 'It can no longer be spent' : 'It can be spent again')
      void cache.invalidateQueries({ queryKey: ['gift-cards'] })
    },
  })
  const ask = () =>
    askBefore({
      title: `Disable ${titleOf(instrument).toLowerCase()}?`,
      text: 'It cannot be spent until you enable it again. Its balance stays.',
      confirm: 'Disable',
      isDangerous: true,
      onConfirm: () => changing.mutate(),
    })
  return (
    <Button variant="default" loading={changing.isPending} onClick={() => (disabled_at ? changing.mutate() : ask())}>
      {disabled_at ? 'Enable' : 'Disable'}
    </Button>
  )
}

const FactsCard = ({ instrument: { balance, email, customer_id, expires_at, created_at } }: { instrument: InstrumentRow }) => (
  <Card>
    <Stack gap="sm">
      <div>
        <Text c="dimmed" fz="md">
          Balance
        </Text>
        <Text fz={28} fw={600} className="numbers">
          {showMoney(balance)}
        </Text>
      </div>
      {email && <Fact label="Sent to" text={email} />}
      {customer_id && <Fact label="Customer" text={customer_id} />}
      <Fact label="Can be spent until" text={expires_at ? showFullTime(expires_at) : 'Without an end'} />
      <Fact label="Since" text={showFullTime(created_at)} />
    </Stack>
  </Card>
)

const Fact = ({ label, text }: { label: string; text: string }) => (
  <div>
    <Text c="dimmed" fz="sm">
      {label}
    </Text>
    <Text fz="md" style={{ overflowWrap: 'anywhere' }}>
      {text}
    </Text>
  </div>
)

const EntriesCard = ({ entries }: { entries: Entry[] }) => (
  <Card padding={0}>
    <Title order={2} p="lg" pb="md">
      What moved it
    </Title>
    <Table aria-label="Entries">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>What</Table.Th>
          <Table.Th visibleFrom="sm">When</Table.Th>
          <Table.Th visibleFrom="sm">Who</Table.Th>
          <Table.Th ta="right">Amount</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map((entry) => (
          <Table.Tr key={entry.entry_id}>
            <Table.Td>
              {ENTRY_KINDS[entry.kind]}
              {entry.reason && (
                <Text fz="sm" c="dimmed">
                  {entry.reason}
                </Text>
              )}
            </Table.Td>
            <Table.Td visibleFrom="sm" title={showFullTime(entry.at)}>
              {showTime(entry.at)}
            </Table.Td>
            <Table.Td visibleFrom="sm">{entry.who}</Table.Td>
            <Table.Td ta="right" className="numbers">
              {showMoney(entry.amount)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Card>
)
