import { Button, Card, Group, Skeleton, Stack, Table, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useIsAdmin } from '#admin/app/session.ts'
import { areaWords } from '#admin/parts/areas.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { Link, LinkButton } from '#admin/parts/links.tsx'
import { opens } from '#admin/parts/opens.ts'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { showPercent } from '#admin/parts/typed.ts'
import { settingsQuery } from '#admin/settings/settings-query.ts'
import { SettingsTabs } from '#admin/settings/settings-tabs.tsx'
import { ChoicesForm } from '#admin/taxes/choices-form.tsx'
import { rateOn } from '#admin/taxes/tax-drafts.ts'
import { type Setup, type TaxZone, taxQuery } from '#admin/taxes/tax-queries.ts'

/** Which tax is charged where, and how the shop is registered. */
export const TaxesPage = () => {
  const { data, error, refetch } = useQuery(taxQuery)
  const isAdmin = useIsAdmin()
  return (
    <>
      <PageTitle title="Settings" />
      <SettingsTabs current="/settings/taxes" />
      {data ? (
        <Stack gap="lg">
          <ZonesCard setup={data} isAdmin={isAdmin} />
          <ChoicesForm choices={data.choices} isAdmin={isAdmin} />
        </Stack>
      ) : error ? (
        <Failure error={error} retry={refetch} />
      ) : (
        <Skeleton h={480} radius="md" />
      )}
    </>
  )
}

const SHOWN_AT_FIRST = 5

/** The zones of the shop's own country first. */
const homeFirst = (zones: readonly TaxZone[], home: string | undefined): TaxZone[] =>
  zones.toSorted((a, b) => Number(b.area.country === home) - Number(a.area.country === home))

const ZonesCard = ({ setup: { zones, choices }, isAdmin }: { setup: Setup; isAdmin: boolean }) => {
  const navigate = useNavigate()
  const { data: shop } = useQuery(settingsQuery)
  const [isAll, setAll] = useState(zones.length <= SHOWN_AT_FIRST + 1)
  const sorted = homeFirst(zones, shop?.country)
  const shown = choices.classes.slice(0, 3)
  const today = new Date().toISOString().slice(0, 10)
  const open = (zoneId: string) => void navigate({ to: '/settings/taxes/$zoneId', params: { zoneId } })
  return (
    <Card padding={0}>
      <Group justify="space-between" p="lg" pb="md">
        <div>
          <Title order={2}>Zones and rates</Title>
          <Text c="dimmed" fz="md">
            The zone that describes an address most closely decides. These are the rates of today.
          </Text>
        </div>
        {isAdmin && (
          <LinkButton to="/settings/taxes/new" size="xs" variant="default" leftSection={<IconPlus size={14} />}>
            Add a zone
          </LinkButton>
        )}
      </Group>
      <Table aria-label="Tax zones">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Zone</Table.Th>
            {shown.map(({ tax_class, title }, index) => (
              <Table.Th
                key={tax_class}
                ta="right"
                maw={180}
                style={{ whiteSpace: 'normal' }}
                {...(index > 0 ? { visibleFrom: 'sm' as const } : {})}
              >
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {(isAll ? sorted : sorted.slice(0, SHOWN_AT_FIRST)).map((zone) => (
            <Table.Tr key={zone.zone_id} className="row-that-opens" onClick={opens(() => open(zone.zone_id))}>
              <Table.Td>
                <Link to="/settings/taxes/$zoneId" params={{ zoneId: zone.zone_id }} fw={500} c="var(--mantine-color-text)">
                  {zone.name}
                </Link>
                {areaWords(zone.area) !== zone.name && (
                  <Text fz="sm" c="dimmed">
                    {areaWords(zone.area)}
                  </Text>
                )}
              </Table.Td>
              {shown.map(({ tax_class }, index) => (
                <Table.Td key={tax_class} ta="right" className="numbers" {...(index > 0 ? { visibleFrom: 'sm' as const } : {})}>
                  {rateWords(zone, tax_class, today)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {!isAll && (
        <Group p="sm" justify="center" style={{ borderTop: '1px solid var(--souk-line)' }}>
          <Button size="xs" variant="subtle" onClick={() => setAll(true)}>{`Show all ${zones.length} zones`}</Button>
        </Group>
      )}
    </Card>
  )
}

const rateWords = (zone: TaxZone, tax_class: string, today: string) => {
  const rate = rateOn(zone, tax_class, today)
  return rate === undefined ? 'as standard' : showPercent(rate)
}
