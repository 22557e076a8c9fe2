import { Card, Grid, Skeleton, Stack, TagsInput, Textarea, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Navigate, useParams } from '@tanstack/react-router'
import { AddressFields } from '#admin/orders/address-fields.tsx'
import { DeliveryChoice } from '#admin/orders/delivery-choice.tsx'
import { DraftSummary } from '#admin/orders/draft-summary.tsx'
import { LinesEditor } from '#admin/orders/lines-editor.tsx'
import { orderQuery } from '#admin/orders/order-queries.ts'
import { ORDER_STATES } from '#admin/orders/order-words.ts'
import { TimelineCard } from '#admin/orders/timeline-card.tsx'
import { useDraft } from '#admin/orders/use-draft.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { LeaveGuard } from '#admin/parts/leave-guard.tsx'
import { BackLink, PageTitle } from '#admin/parts/page-title.tsx'
import { SaveBar } from '#admin/parts/save-bar.tsx'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { settingsQuery } from '#admin/settings/settings-query.ts'
import type { Order } from '#modules/orders/contract.ts'

export const DraftPage = () => {
  const { orderId } = useParams({ from: '/drafts/$orderId' })
  const { data, error, refetch } = useQuery(orderQuery(orderId))
  const { data: shop } = useQuery(settingsQuery)
  if (data && data.state !== 'draft') return <Navigate to="/orders/$orderId" params={{ orderId }} replace />
  if (data && shop) return <DraftView key={orderId} order={data} country={shop.country} />
  return error ? <Failure error={error} retry={refetch} /> : <Skeleton h={320} radius="md" />
}

const DraftView = ({ order, country }: { order: Order; country: string }) => {
  const draft = useDraft(order, country)
  const { data: quoted } = draft.quote
  return (
    <>
      <PageTitle
        title={`Draft ${order.number}`}
        text={<span title={showFullTime(order.placed_at)}>{`Begun ${showTime(order.placed_at)} for ${order.email}`}</span>}
        back={<BackLink to="/drafts">Back to the drafts</BackLink>}
        badges={<ToneBadge {...ORDER_STATES.draft} />}
      />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="lg">
            <LinesEditor
              lines={draft.typed.lines}
              currency={order.currency}
              quoted={quoted?.lines}
              onChange={(lines) => draft.change({ lines })}
            />
            <WhoAndWhere order={order} draft={draft} />
            <TimelineCard order={order} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <DraftSummary order={order} draft={draft} />
        </Grid.Col>
      </Grid>
      <SaveBar isShown={draft.isDirty} isSaving={draft.isSaving} onSave={draft.save} onDiscard={draft.discard} />
      <LeaveGuard isDirty={draft.isUnsent} />
    </>
  )
}

const WhoAndWhere = ({ order, draft }: { order: Order; draft: ReturnType<typeof useDraft> }) => {
  const { typed, change, errors } = draft
  return (
    <Card>
      <Title order={2} mb="md">
        Customer and delivery
      </Title>
      <Stack gap="md">
        <TextInput
          label="Email"
          type="email"
          value={typed.email}
          error={errors.email}
          onChange={(event) => change({ email: event.currentTarget.value })}
        />
        <AddressFields path="shipping_address" value={typed.address} errors={errors} onChange={(address) => change({ address })} />
        <DeliveryChoice
          options={draft.quote.data?.shipping_options ?? []}
          current={order.shipping}
          value={typed.shipping_method_id ?? (draft.isDirty ? (draft.quote.data ?? order) : order).shipping?.method_id}
          onChange={(shipping_method_id) => change({ shipping_method_id })}
        />
        <TextInput
          label="VAT ID"
          description="Of a business elsewhere in the European Union; it is checked"
          maxLength={20}
          value={typed.vat_id}
          error={errors.vat_id}
          onChange={(event) => change({ vat_id: event.currentTarget.value })}
        />
        <TagsInput
          label="Codes of promotions"
          value={typed.codes}
          error={errors.codes}
          maxTags={10}
          onChange={(codes) => change({ codes })}
        />
        <Textarea
          label="Note of the customer"
          autosize
          minRows={2}
          maxLength={2_000}
          value={typed.customer_note}
          onChange={(event) => change({ customer_note: event.currentTarget.value })}
        />
      </Stack>
    </Card>
  )
}
