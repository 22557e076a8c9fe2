import { Card, Grid, Skeleton, Stack, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { AddressFields, addressOf, typedAddress } from '#admin/orders/address-fields.tsx'
import { DeliveryChoice } from '#admin/orders/delivery-choice.tsx'
import { EditSummary } from '#admin/orders/edit-summary.tsx'
import { LinesEditor } from '#admin/orders/lines-editor.tsx'
import { orderQuery } from '#admin/orders/order-queries.ts'
import { useOrderChange } from '#admin/orders/use-order-change.ts'
import { editedLines, isSameLines, problemOf, wantedLines } from '#admin/orders/wanted-lines.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { LeaveGuard } from '#admin/parts/leave-guard.tsx'
import { newId } from '#admin/parts/new-id.ts'
import { BackLink, PageTitle } from '#admin/parts/page-title.tsx'
import { fieldErrors } from '#admin/parts/use-field-errors.ts'
import type { Order } from '#modules/orders/contract.ts'

export const EditPage = () => {
  const { orderId } = useParams({ from: '/orders/$orderId/edit' })
  const { data, error, refetch } = useQuery(orderQuery(orderId))
  if (data) return <EditView key={orderId} order={data} />
  return error ? <Failure error={error} retry={refetch} /> : <Skeleton h={320} radius="md" />
}

/** What was read when the page was opened stays the ground of the edit: when the order moves on meanwhile, saving is refused as STALE. */
const EditView = ({ order: newest }: { order: Order }) => {
  const [order] = useState(newest)
  const { order_id, version, currency } = order
  const navigate = useNavigate()
  const [edit_id, setEditId] = useState(() => newId())
  const [lines, setLines] = useState(() => editedLines(order))
  const [address, setAddress] = useState(() => typedAddress(order.shipping_address))
  const [method, setMethod] = useState<string>()
  const [isLeaving, setLeaving] = useState(false)
  const shipping_address = addressOf(address)
  const isMoved = JSON.stringify(address) !== JSON.stringify(typedAddress(order.shipping_address))
  const isDirty = isMoved || method !== undefined || !isSameLines(lines, editedLines(order))
  const isSound = lines.length > 0 && lines.every((line) => Object.keys(problemOf(line, currency)).length === 0)
  const wanted = {
    lines: wantedLines(lines, currency),
    ...(isMoved && shipping_address && { shipping_address }),
    ...(method && { shipping_method_id: method }),
  }
  const quote = useEditQuote(order_id, wanted, isDirty && isSound)
  const back = () => void navigate({ to: '/orders/$orderId', params: { orderId: order_id } })
  const save = useOrderChange(order_id, {
    run: (note: string) =>
      api.orders.editOrder({
        ...{ order_id, edit_id, version },
        ...wanted,
        expected_total: quote.data?.quote.total,
        note: note || undefined,
      }),
    done: `Order ${order.number} changed`,
    onDone: () => {
      setLeaving(true)
      setTimeout(back)
    },
    showsItsError: true,
  })
  // What was refused changed nothing; the next try is another edit unless its answer was lost.
  const change =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value)
      if (save.error) setEditId(newId())
      save.reset()
    }
  return (
    <>
      <PageTitle
        title={`Edit order ${order.number}`}
        text="Nothing changes until you save. What is there keeps its price; what is new costs what it costs today."
        back={
          <BackLink to="/orders/$orderId" params={{ orderId: order_id }}>
            Back to the order
          </BackLink>
        }
      />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="lg">
            <LinesEditor lines={lines} currency={currency} quoted={quote.data?.quote.lines} onChange={change(setLines)} />
            <Card>
              <Title order={2} mb="md">
                Delivery
              </Title>
              <Stack gap="lg">
                <DeliveryChoice
                  options={quote.data?.quote.shipping_options ?? []}
                  current={order.shipping}
                  value={method ?? order.shipping?.method_id}
                  onChange={change(setMethod)}
                />
                <AddressFields path="shipping_address" value={address} errors={fieldErrors(save.error)} onChange={change(setAddress)} />
              </Stack>
            </Card>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <EditSummary
            {...{ order, newest, isDirty, isSound }}
            quoted={isDirty && isSound ? quote.data : undefined}
            isQuoting={quote.isQuoting}
            error={save.error ?? quote.error}
            isSaving={save.isPending}
            onSave={(note) => save.mutate(note)}
          />
        </Grid.Col>
      </Grid>
      <LeaveGuard isDirty={isDirty && !save.isPending && !isLeaving} />
    </>
  )
}

type Wanted = Omit<Parameters<typeof api.orders.quoteEdit>[0], 'order_id'>

/** What the order would come to; asked once the hand rests. While it is quoting, `data` is of what was wanted before. */
const useEditQuote = (order_id: string, wanted: Wanted, enabled: boolean) => {
  const asked = JSON.stringify(wanted)
  const [settled] = useDebouncedValue(asked, 350)
  const query = useQuery({
    queryKey: ['orders', 'edit', order_id, settled],
    queryFn: ({ signal }) => api.orders.quoteEdit({ order_id, ...JSON.parse(settled) }, { signal }),
    enabled,
    placeholderData: keepPreviousData,
    retry: false,
  })
  return { ...query, isQuoting: enabled && (asked !== settled || query.isFetching) }
}
