import { Alert, Card, Group, Skeleton, Stack, Table, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconMapPin, IconPlus, IconTruck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useIsAdmin } from '#admin/app/session.ts'
import { areaWords } from '#admin/parts/areas.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { Link, LinkButton } from '#admin/parts/links.tsx'
import { Nothing } from '#admin/parts/nothing.tsx'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { SettingsTabs } from '#admin/settings/settings-tabs.tsx'
import { daysWords, priceWords } from '#admin/shipping/method-words.ts'
import { zonesQuery } from '#admin/shipping/shipping-queries.ts'
import type { Method, Zone } from '#modules/shipping/contract.ts'

/** Where the shop delivers to, how, and for how much. */
export const ShippingPage = () => {
  const { data, error, refetch } = useQuery(zonesQuery)
  const isAdmin = useIsAdmin()
  const offersAny = data?.zones.some(({ methods }) => methods.some(({ is_offered, prices }) => is_offered && prices.length > 0))
  return (
    <>
      <PageTitle title="Settings">
        {isAdmin && (
          <LinkButton to="/settings/shipping/new" variant="default" leftSection={<IconPlus size={16} />}>
            Add a zone
          </LinkButton>
        )}
      </PageTitle>
      <SettingsTabs current="/settings/shipping" />
      {data ? (
        <Stack gap="lg">
          {!offersAny && (
            <Alert color="yellow" title="No way of shipping is offered yet">
              Orders are taken without one, at no charge. Add a method with a price to a zone.
            </Alert>
          )}
          {data.zones.length === 0 && (
            <Card>
              <Nothing icon={IconTruck} title="No zones" text="A zone is a part of the world with its ways of shipping." />
            </Card>
          )}
          {data.zones.map((zone) => (
            <ZoneCard key={zone.zone_id} zone={zone} isAdmin={isAdmin} />
          ))}
        </Stack>
      ) : error ? (
        <Failure error={error} retry={refetch} />
      ) : (
        <Skeleton h={480} radius="md" />
      )}
    </>
  )
}

const MOST_NAMED = 4

const placesOf = ({ areas }: Zone): string => {
  const named = areas.slice(0, MOST_NAMED).map(areaWords).join(', ')
  return areas.length > MOST_NAMED ? `${named} and ${areas.length - MOST_NAMED} more` : named
}

const ZoneCard = ({ zone, isAdmin }: { zone: Zone; isAdmin: boolean }) => (
  <Card padding={0}>
    <Group justify="space-between" p="lg" pb="md" wrap="nowrap" align="flex-start">
      <div>
        <Title order={2}>{zone.name}</Title>
        {placesOf(zone) !== zone.name && (
          <Text c="dimmed" fz="md">
            {placesOf(zone)}
          </Text>
        )}
      </div>
      <LinkButton to="/settings/shipping/$zoneId" params={{ zoneId: zone.zone_id }} size="xs" variant="default" flex="none">
        {isAdmin ? 'Edit' : 'Open'}
        <VisuallyHidden>{` ${zone.name}`}</VisuallyHidden>
      </LinkButton>
    </Group>
    {zone.methods.length === 0 ? (
      <Text px="lg" pb="lg" c="dimmed" fz="md">
        No ways of shipping yet: nobody there can order once another zone has some.
      </Text>
    ) : (
      <Table aria-label={`Ways of shipping to ${zone.name}`} layout="fixed">
        <Table.Tbody>
          {zone.methods.map((method) => (
            <MethodRow key={method.method_id} method={method} zone={zone} />
          ))}
        </Table.Tbody>
      </Table>
    )}
  </Card>
)

const MethodRow = ({ method, zone }: { method: Method; zone: Zone }) => (
  <Table.Tr>
    <Table.Td>
      <Group gap="sm" wrap="nowrap">
        {method.pickup ? (
          <IconMapPin size={18} stroke={1.7} aria-hidden="true" style={{ flex: 'none' }} />
        ) : (
          <IconTruck size={18} stroke={1.7} aria-hidden="true" style={{ flex: 'none' }} />
        )}
        <div>
          <Link to="/settings/shipping/$zoneId" params={{ zoneId: zone.zone_id }} fw={500} c="var(--mantine-color-text)">
            {method.title}
          </Link>
          <Text fz="sm" c="dimmed">
            {[daysWords(method), method.pickup && `fetched in ${method.pickup.city}`].filter(Boolean).join(' · ')}
          </Text>
        </div>
      </Group>
    </Table.Td>
    <Table.Td>{priceWords(method)}</Table.Td>
    <Table.Td ta="right" visibleFrom="sm" w={140}>
      {method.is_offered && method.prices.length > 0 ? (
        <ToneBadge title="Offered" tone="green" />
      ) : (
        <ToneBadge title="Not offered" tone="stone" />
      )}
    </Table.Td>
  </Table.Tr>
)
