import { Button, Grid, Select, Skeleton, TagsInput, TextInput } from '@mantine/core'
import { IconMapPinOff, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { useIsAdmin } from '#admin/app/session.ts'
import { countryChoices } from '#admin/parts/areas.ts'
import { askBefore } from '#admin/parts/ask-before.tsx'
import { EditFrame } from '#admin/parts/edit-frame.tsx'
import { Failure } from '#admin/parts/failure.tsx'
import { Nothing } from '#admin/parts/nothing.tsx'
import { BackLink, PageTitle } from '#admin/parts/page-title.tsx'
import { tell } from '#admin/parts/tell.ts'
import { type Editor, useEditor } from '#admin/parts/use-editor.ts'
import { Section } from '#admin/settings/section.tsx'
import { settingsQuery } from '#admin/settings/settings-query.ts'
import { RatesCard } from '#admin/taxes/rates-card.tsx'
import { newZone, type ZoneDraft, zoneDraftOf, zoneInputOf } from '#admin/taxes/tax-drafts.ts'
import { type Choices, taxQuery } from '#admin/taxes/tax-queries.ts'

const TIME_ZONES = Intl.supportedValuesOf('timeZone')

export const NewTaxZonePage = () => {
  const { data: shop } = useQuery(settingsQuery)
  const { data: setup, error, refetch } = useQuery(taxQuery)
  const own = setup?.zones.find(({ area }) => area.country === shop?.country)?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  if (!setup || !shop) return <Waiting error={error} retry={refetch} />
  return <NewZone country={shop.country} time_zone={own} classes={setup.choices.classes} />
}

const NewZone = ({ country, time_zone, classes }: { country: string; time_zone: string; classes: Choices['classes'] }) => {
  const [read] = useState(() => newZone(country, time_zone))
  return <ZoneForm read={read} classes={classes} />
}

export const TaxZonePage = () => {
  const { zoneId } = useParams({ from: '/settings/taxes/$zoneId' })
  const { data: setup, error, refetch } = useQuery(taxQuery)
  const zone = setup?.zones.find(({ zone_id }) => zone_id === zoneId)
  if (!setup) return <Waiting error={error} retry={refetch} />
  if (zone) return <ZoneForm key={zoneId} read={zoneDraftOf(zone)} classes={setup.choices.classes} />
  return (
    <>
      <PageTitle title="Tax zone" back={<Back />} />
      <Nothing icon={IconMapPinOff} title="There is no such zone" text="It may have been removed." />
    </>
  )
}

const Back = () => <BackLink to="/settings/taxes">Back to the taxes</BackLink>

const Waiting = ({ error, retry }: { error: unknown; retry(): unknown }) => (
  <>
    <PageTitle title="Tax zone" back={<Back />} />
    {error ? <Failure error={error} retry={retry} /> : <Skeleton h={420} radius="md" />}
  </>
)

const LABELS = {
  name: 'the name',
  country: 'the country',
  region: 'the region',
  postal_codes: 'the postal codes',
  tax_name: 'the name of the tax',
  time_zone: 'the time zone',
  rates: 'the rates',
} as const

const ZoneForm = ({ read, classes }: { read: ZoneDraft; classes: Choices['classes'] }) => {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const isAdmin = useIsAdmin()
  const leave = () => navigate({ to: '/settings/taxes', ignoreBlocker: true })
  const editor = useEditor({
    read,
    check: zoneInputOf,
    save: api.tax.saveZone,
    draftOf: zoneDraftOf,
    readAgain: async () => {
      const { zones } = await api.tax.readSetup({})
      const zone = zones.find(({ zone_id }) => zone_id === read.zone_id)
      return zone ? zoneDraftOf(zone) : { ...read, version: 0 }
    },
    onSaved: async (_zone, isTypedOn) => {
      tell('Tax zone saved')
      void cache.invalidateQueries({ queryKey: taxQuery.queryKey })
      if (!isTypedOn) await leave()
    },
  })
  const removal = useMutation({
    mutationFn: () => api.tax.deleteZone({ zone_id: read.zone_id }),
    onSuccess: async () => {
      tell('Tax zone removed')
      await leave()
      await cache.invalidateQueries({ queryKey: taxQuery.queryKey })
    },
  })
  const { draft } = editor
  return (
    <>
      <PageTitle title={draft.name.trim() || 'New tax zone'} back={<Back />}>
        {isAdmin && read.version > 0 && (
          <Button
            variant="default"
            leftSection={<IconTrash size={16} />}
            loading={removal.isPending}
            onClick={() =>
              askBefore({
                title: `Remove ${draft.name}?`,
                text: 'Orders that were placed keep their taxes. New ones there are taxed by the next zone that holds the address.',
                confirm: 'Remove',
                isDangerous: true,
                onConfirm: () => removal.mutate(),
              })
            }
          >
            Remove
          </Button>
        )}
      </PageTitle>
      <EditFrame editor={editor} labels={LABELS} isReadOnly={!isAdmin}>
        <PlaceCard editor={editor} />
        <RatesCard editor={editor} classes={classes} />
      </EditFrame>
    </>
  )
}

const PlaceCard = ({ editor: { draft, errors, change } }: { editor: Editor<ZoneDraft> }) => (
  <Section
    title="Where it holds"
    text="A whole country, or a part of it by region or postal codes. The closest description of an address wins."
  >
    <TextInput
      label="Name"
      required
      maxLength={100}
      value={draft.name}
      error={errors.name}
      onChange={(event) => change({ name: event.currentTarget.value })}
    />
    <Select
      label="Country"
      data={countryChoices}
      searchable
      allowDeselect={false}
      value={draft.country}
      error={errors['area.country'] ?? errors.area}
      onChange={(country) => change({ country: country ?? draft.country })}
    />
    <TextInput
      label="Region"
      description="As addresses name it, such as CA; empty: all"
      maxLength={100}
      value={draft.region}
      error={errors['area.region']}
      onChange={(event) => change({ region: event.currentTarget.value })}
    />
    <TagsInput
      label="Postal codes"
      description="Beginnings such as 35, or ranges such as 10000..19999; empty: all"
      value={draft.postal_codes}
      error={errors['area.postal_codes']}
      onChange={(postal_codes) => change({ postal_codes })}
      maxTags={500}
    />
    <Grid>
      <Grid.Col span={{ base: 12, xs: 6 }}>
        <TextInput
          label="The tax is called"
          description="Its rate follows it on invoices"
          maxLength={40}
          value={draft.tax_name}
          error={errors.tax_name}
          onChange={(event) => change({ tax_name: event.currentTarget.value })}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, xs: 6 }}>
        <Select
          label="Time zone"
          description="A day begins there at midnight"
          data={TIME_ZONES.includes(draft.time_zone) ? TIME_ZONES : [draft.time_zone, ...TIME_ZONES]}
          searchable
          allowDeselect={false}
          value={draft.time_zone}
          error={errors.time_zone}
          onChange={(time_zone) => change({ time_zone: time_zone ?? draft.time_zone })}
        />
      </Grid.Col>
    </Grid>
  </Section>
)
