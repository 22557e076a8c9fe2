import { Autocomplete, Button, Group, Modal, NumberInput, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { FormFailure } from '#admin/orders/form-failure.tsx'
import { carriersQuery } from '#admin/orders/order-queries.ts'
import { useOrderChange } from '#admin/orders/use-order-change.ts'
import { newId } from '#admin/parts/new-id.ts'
import { fieldErrors } from '#admin/parts/use-field-errors.ts'
import { count } from '#admin/parts/words.ts'
import type { Order } from '#modules/orders/contract.ts'

type Props = { order: Order; onClose(): void }

const openOf = ({ quantity, fulfilled_quantity }: Order['lines'][number]) => quantity - fulfilled_quantity

type Carriers = Awaited<ReturnType<typeof api.shipping.listCarriers>>['carriers']

/** Whether the number will be a link for the customer, of the carrier that is typed. */
const sayLink = (carriers: Carriers, typed: string): string => {
  const named = typed.trim().toLowerCase()
  const known = carriers.find(({ carrier, title }) => title.toLowerCase() === named || carrier === named)
  if (!named) return 'Known ones are linked by themselves'
  return known?.has_tracking_url ? 'The customer gets a link to its page' : 'Its page is not known here: give the link below'
}

/** Goods leave the house, or stand ready to be fetched: all that is left, or a part of it, a parcel with its number. The id is made once, so the parcel counts once. */
export const FulfilDialog = ({ order, onClose }: Props) => {
  const { order_id, version } = order
  const isPickup = order.shipping?.is_pickup === true
  const lines = order.lines.filter((line) => openOf(line) > 0)
  const [fulfilment_id] = useState(() => newId())
  const [chosen, setChosen] = useState<Record<string, number>>(() => Object.fromEntries(lines.map((line) => [line.line_id, openOf(line)])))
  const [parcel, setParcel] = useState({ carrier: '', tracking_number: '', tracking_url: '', note: '' })
  const { data } = useQuery(carriersQuery)
  const set = (part: Partial<typeof parcel>) => setParcel({ ...parcel, ...part })
  const units = Object.values(chosen).reduce((sum, quantity) => sum + quantity, 0)
  const fulfil = useOrderChange(order_id, {
    run: () =>
      api.orders.fulfilOrder({
        ...{ order_id, version, fulfilment_id },
        lines: lines.flatMap(({ line_id }) => (chosen[line_id] ? [{ line_id, quantity: chosen[line_id] }] : [])),
        carrier: parcel.carrier.trim() || undefined,
        tracking_number: parcel.tracking_number.trim() || undefined,
        tracking_url: parcel.tracking_url.trim() || undefined,
        note: parcel.note.trim() || undefined,
      }),
    done: `${count(units, 'item')} of order ${order.number} ${isPickup ? 'ready for pick-up' : 'sent'}`,
    onDone: onClose,
    showsItsError: true,
  })
  const errors = fieldErrors(fulfil.error)
  return (
    <Modal
      opened
      onClose={onClose}
      title={isPickup ? 'Ready for pick-up' : 'Send goods'}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          fulfil.mutate()
        }}
      >
        <Stack gap="md">
          <FormFailure error={fulfil.error} />
          {lines.map((line) => (
            <Group key={line.line_id} justify="space-between" wrap="nowrap">
              <div>
                <Text fz="md">{line.title}</Text>
                <Text fz="sm" c="dimmed">
                  {[line.variant_title, line.sku].filter(Boolean).join(' · ')}
                </Text>
              </div>
              <NumberInput
                aria-label={`How many of ${line.title}`}
                w={110}
                min={0}
                max={openOf(line)}
                clampBehavior="strict"
                allowDecimal={false}
                suffix={` of ${openOf(line)}`}
                value={chosen[line.line_id] ?? 0}
                onChange={(value) => setChosen({ ...chosen, [line.line_id]: Number(value) || 0 })}
              />
            </Group>
          ))}
          {!isPickup && (
            <>
              <SimpleGrid cols={{ base: 1, sm: 2 }}>
                <Autocomplete
                  label="Carrier"
                  description={sayLink(data?.carriers ?? [], parcel.carrier)}
                  placeholder="Choose one, or type another"
                  data={data?.carriers.map(({ title }) => title) ?? []}
                  value={parcel.carrier}
                  onChange={(carrier) => set({ carrier })}
                  error={errors.carrier}
                  maxLength={100}
                />
                <TextInput
                  label="Tracking number"
                  description="As it stands on the parcel"
                  value={parcel.tracking_number}
                  onChange={(event) => set({ tracking_number: event.currentTarget.value })}
                  error={errors.tracking_number}
                  maxLength={100}
                />
              </SimpleGrid>
              <TextInput
                label="Where it can be followed"
                description="Only where the carrier’s own page is not known, or another one is meant"
                placeholder="https://"
                value={parcel.tracking_url}
                onChange={(event) => set({ tracking_url: event.currentTarget.value })}
                error={errors.tracking_url}
                maxLength={500}
              />
            </>
          )}
          <Textarea
            label="Note"
            description="Kept in the timeline and shown to the customer"
            autosize
            maxLength={2_000}
            value={parcel.note}
            onChange={(event) => set({ note: event.currentTarget.value })}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Not now
            </Button>
            <Button type="submit" loading={fulfil.isPending} disabled={units === 0}>
              {isPickup ? `${count(units, 'item')} ready` : `Send ${count(units, 'item')}`}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
