import { Button, Skeleton } from '@mantine/core'
import { IconMapPinOff, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { useIsAdmin } from '#admin/app/session.ts'
import { askBefore } from '#admin/parts/ask-before.tsx'
import { EditFrame } from '#admin/parts/edit-frame.tsx'
import { Failure } from '#admin/parts/failure.tsx'
import { Nothing } from '#admin/parts/nothing.tsx'
import { BackLink, PageTitle } from '#admin/parts/page-title.tsx'
import { tell } from '#admin/parts/tell.ts'
import { useEditor } from '#admin/parts/use-editor.ts'
import { settingsQuery } from '#admin/settings/settings-query.ts'
import { AreasCard } from '#admin/shipping/areas-card.tsx'
import { MethodsCard } from '#admin/shipping/methods-card.tsx'
import { newZone, type ZoneDraft, zoneDraftOf, zoneInputOf } from '#admin/shipping/shipping-drafts.ts'
import { zonesQuery } from '#admin/shipping/shipping-queries.ts'
import type { Settings } from '#modules/settings/contract.ts'

export const NewShippingZonePage = () => {
  const [read] = useState(newZone)
  const { data: shop, error, refetch } = useQuery(settingsQuery)
  return shop ? <ZoneForm read={read} shop={shop} /> : <Waiting error={error} retry={refetch} />
}

export const ShippingZonePage = () => {
  const { zoneId } = useParams({ from: '/settings/shipping/$zoneId' })
  const { data, error, refetch } = useQuery(zonesQuery)
  const { data: shop } = useQuery(settingsQuery)
  const zone = data?.zones.find(({ zone_id }) => zone_id === zoneId)
  if (!data || !shop) return <Waiting error={error} retry={refetch} />
  if (zone) return <ZoneForm key={zoneId} read={zoneDraftOf(zone)} shop={shop} />
  return (
    <>
      <PageTitle title="Shipping zone" back={<Back />} />
      <Nothing icon={IconMapPinOff} title="There is no such zone" text="It may have been removed." />
    </>
  )
}

const Back = () => <BackLink to="/settings/shipping">Back to shipping</BackLink>

const Waiting = ({ error, retry }: { error: unknown; retry(): unknown }) => (
  <>
    <PageTitle title="Shipping zone" back={<Back />} />
    {error ? <Failure error={error} retry={retry} /> : <Skeleton h={420} radius="md" />}
  </>
)

const LABELS = { name: 'the name', countries: 'the countries', parts: 'the parts of countries', methods: 'the ways of shipping' } as const

const ZoneForm = ({ read, shop }: { read: ZoneDraft; shop: Settings }) => {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const isAdmin = useIsAdmin()
  const leave = () => navigate({ to: '/settings/shipping', ignoreBlocker: true })
  const editor = useEditor({
    read,
    check: zoneInputOf,
    save: api.shipping.saveZone,
    draftOf: zoneDraftOf,
    readAgain: async () => {
      const { zones } = await api.shipping.listZones({})
      const zone = zones.find(({ zone_id }) => zone_id === read.zone_id)
      return zone ? zoneDraftOf(zone) : { ...read, version: 0 }
    },
    onSaved: async (_zone, isTypedOn) => {
      tell('Shipping zone saved')
      void cache.invalidateQueries({ queryKey: zonesQuery.queryKey })
      if (!isTypedOn) await leave()
    },
  })
  const removal = useMutation({
    mutationFn: () => api.shipping.deleteZone({ zone_id: read.zone_id }),
    onSuccess: async () => {
      tell('Shipping zone removed')
      await leave()
      await cache.invalidateQueries({ queryKey: zonesQuery.queryKey })
    },
  })
  const askForRemoval = () =>
    askBefore({
      title: `Remove ${editor.draft.name}?`,
      text: 'Its ways of shipping go with it. Orders keep what they need of them.',
      confirm: 'Remove',
      isDangerous: true,
      onConfirm: () => removal.mutate(),
    })
  return (
    <>
      <PageTitle title={editor.draft.name.trim() || 'New shipping zone'} back={<Back />}>
        {isAdmin && read.version > 0 && (
          <Button variant="default" leftSection={<IconTrash size={16} />} loading={removal.isPending} onClick={askForRemoval}>
            Remove
          </Button>
        )}
      </PageTitle>
      <EditFrame editor={editor} labels={LABELS} isReadOnly={!isAdmin}>
        <AreasCard editor={editor} home={shop.country} />
        <MethodsCard editor={editor} shop={shop} />
      </EditFrame>
    </>
  )
}
