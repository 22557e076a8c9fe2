import { Alert, Card, Group, Select, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { ViewTab, ViewTabs } from '#admin/parts/view-tabs.tsx'
import { count, sentence } from '#admin/parts/words.ts'
import { methodsQuery } from '#admin/payments/payments-queries.ts'
import { PAYMENT_VIEWS } from '#admin/payments/payments-search.ts'
import { Payouts } from '#admin/payments/payouts.tsx'
import { ProviderBooks } from '#admin/payments/provider-books.tsx'
import { Troubles } from '#admin/payments/troubles.tsx'
import { Webhooks } from '#admin/payments/webhooks.tsx'

const TITLES = { look: 'To look at', webhooks: 'Webhooks', books: 'Provider’s books', payouts: 'Payouts' } as const

/** Money on its way: what a person has to look at, and whether the providers see it as the shop does. */
export const PaymentsPage = () => {
  const search = useSearch({ from: '/payments' })
  const navigate = useNavigate({ from: '/payments' })
  const { data } = useQuery(methodsQuery)
  const view = search.view ?? 'look'
  const providers = [...new Set((data?.methods ?? []).map(({ provider }) => provider))]
  const provider = search.provider ?? providers[0]
  return (
    <>
      <PageTitle title="Payments" text="What a person has to look at, and whether the providers see it as the shop does." />
      <Group justify="space-between" mb="lg">
        <ViewTabs label="Views of payments">
          {PAYMENT_VIEWS.map((name) => (
            <ViewTab
              key={name}
              to="/payments"
              search={{ view: name === 'look' ? undefined : name, provider: search.provider }}
              isCurrent={view === name}
            >
              {TITLES[name]}
            </ViewTab>
          ))}
        </ViewTabs>
        {(view === 'books' || view === 'payouts') && provider && (
          <Select
            aria-label="Provider"
            data={providers.map((name) => ({ value: name, label: sentence(name) }))}
            allowDeselect={false}
            value={provider}
            onChange={(chosen) => void navigate({ search: { view, provider: chosen ?? undefined } })}
          />
        )}
      </Group>
      {view === 'look' && (
        <Stack gap="lg">
          <Troubles />
          <Methods />
        </Stack>
      )}
      {view === 'webhooks' && <Webhooks search={search} providers={providers} />}
      {view === 'books' && provider && <ProviderBooks key={provider} provider={provider} />}
      {view === 'payouts' && provider && <Payouts key={provider} provider={provider} />}
    </>
  )
}

/** The ways to pay that shoppers see. Which there are is said in the environment, not here. */
const Methods = () => {
  const { data } = useQuery(methodsQuery)
  return (
    <Card padding={0}>
      <Stack gap={4} p="lg" pb="md">
        <Title order={2}>Ways to pay</Title>
        <Text c="dimmed" fz="md">
          What shoppers can choose at checkout. Providers are switched on where the shop is run, by its environment.
        </Text>
      </Stack>
      {data?.methods.length === 0 && (
        <Alert color="yellow" m="lg" mt={0} title="Nobody can pay">
          No provider is switched on. `npm run config` prints what can be set.
        </Alert>
      )}
      {data && data.methods.length > 0 && (
        <Table aria-label="Ways to pay">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Way</Table.Th>
              <Table.Th>Provider</Table.Th>
              <Table.Th visibleFrom="sm">The money comes</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.methods.map(({ method, title, text, provider, is_test, waits_days }) => (
              <Table.Tr key={method}>
                <Table.Td>
                  <Group gap="xs">
                    <Text fz="md" fw={500}>
                      {title}
                    </Text>
                    {is_test && <ToneBadge title="Moves no money" tone="amber" />}
                  </Group>
                  <Text fz="sm" c="dimmed">
                    {text}
                  </Text>
                </Table.Td>
                <Table.Td>{sentence(provider)}</Table.Td>
                <Table.Td visibleFrom="sm">{waits_days ? `within ${count(waits_days, 'day')}` : 'at once'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Card>
  )
}
