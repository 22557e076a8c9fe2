import { Anchor, Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPrinter, IconTruckDelivery } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { FulfilDialog } from '#admin/orders/fulfil-dialog.tsx'
import { shipmentsQuery } from '#admin/orders/order-queries.ts'
import { FULFILMENT_STATES, PICKUP_STATES } from '#admin/orders/order-words.ts'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { type Tone, ToneBadge } from '#admin/parts/tone-badge.tsx'
import type { Fulfilment, Order } from '#modules/orders/contract.ts'
import type { Shipment } from '#modules/shipping/contract.ts'

const PARCELS: Record<Shipment['state'], { title: string; tone: Tone }> = {
  booking: { title: 'Label asked for', tone: 'amber' },
  labelled: { title: 'Label booked', tone: 'amber' },
  shipped: { title: 'On its way', tone: 'blue' },
  delivered: { title: 'Delivered', tone: 'green' },
  problem: { title: 'Problem', tone: 'red' },
}

/** What has left the house, in which parcel, and what has not. */
export const FulfilmentCard = ({ order }: { order: Order }) => {
  const [isOpen, { open, close }] = useDisclosure(false)
  const { data } = useQuery(shipmentsQuery(order.order_id))
  if (order.state === 'rejected' || order.state === 'draft') return null
  const isOpenToShip = order.state === 'confirmed'
  return (
    <Card>
      <Group justify="space-between" mb="sm">
        <Group gap="xs">
          <Title order={2}>Fulfilment</Title>
          <ToneBadge {...(order.shipping?.is_pickup ? PICKUP_STATES : FULFILMENT_STATES)[order.fulfilment_state]} />
        </Group>
        <Group gap="xs" className="no-print">
          {order.state !== 'cancelled' && order.fulfilment_state !== 'fulfilled' && <PackingSlip order={order} />}
          {isOpenToShip && (
            <Button size="xs" variant="default" leftSection={<IconTruckDelivery size={14} />} onClick={open}>
              {order.shipping?.is_pickup ? 'Ready for pick-up' : 'Send goods'}
            </Button>
          )}
        </Group>
      </Group>
      <Text fz="sm" c="dimmed" mb={order.fulfilments.length > 0 ? 'sm' : 0}>
        {order.shipping
          ? `${order.shipping.is_pickup ? 'To be picked up' : 'To be sent'}: ${order.shipping.title}`
          : 'No way to send it was chosen.'}
      </Text>
      <Stack gap="md">
        {order.fulfilments.map((fulfilment) => (
          <Parcel
            key={fulfilment.fulfilment_id}
            order={order}
            fulfilment={fulfilment}
            shipment={data?.shipments.find(({ fulfilment_id }) => fulfilment_id === fulfilment.fulfilment_id)}
          />
        ))}
      </Stack>
      {isOpen && <FulfilDialog order={order} onClose={close} />}
    </Card>
  )
}

const PackingSlip = ({ order, fulfilment_id }: { order: Order; fulfilment_id?: string }) => (
  <Button
    component="a"
    href={`/api/orders/${order.order_id}/packing-slip${fulfilment_id ? `?fulfilment_id=${fulfilment_id}` : ''}`}
    target="_blank"
    size="xs"
    variant="subtle"
    color="gray"
    leftSection={<IconPrinter size={14} />}
  >
    Packing slip
  </Button>
)

type ParcelProps = { order: Order; fulfilment: Fulfilment; shipment: Shipment | undefined }

const Parcel = ({ order, fulfilment, shipment }: ParcelProps) => {
  const { fulfilment_id, lines, carrier, tracking_number, shipped_at } = fulfilment
  const tracking_url = fulfilment.tracking_url ?? shipment?.tracking_url
  const titles = new Map(
    order.lines.map(({ line_id, title, variant_title }) => [line_id, [title, variant_title].filter(Boolean).join(', ')]),
  )
  const number = tracking_number ?? (tracking_url && 'Follow it')
  return (
    <Group justify="space-between" align="flex-start">
      <div>
        <Group gap="xs">
          <Text fz="md" fw={500} title={showFullTime(shipped_at)}>
            {`${order.shipping?.is_pickup ? 'Ready' : 'Sent'} ${showTime(shipped_at)}`}
          </Text>
          {shipment && !order.shipping?.is_pickup && <ToneBadge {...PARCELS[shipment.state]} />}
        </Group>
        <Text fz="sm" c="dimmed">
          {lines.map(({ line_id, quantity }) => `${quantity} × ${titles.get(line_id) ?? 'a line that is gone'}`).join(' · ')}
        </Text>
        {(carrier || number) && (
          <Text fz="sm">
            {carrier && `${carrier} `}
            {number &&
              (tracking_url ? (
                <Anchor href={tracking_url} target="_blank" rel="noreferrer" fz="sm">
                  {number}
                </Anchor>
              ) : (
                number
              ))}
          </Text>
        )}
        {shipment?.text && (
          <Text fz="sm" c={shipment.state === 'problem' ? 'var(--mantine-color-error)' : 'dimmed'}>
            {shipment.text}
          </Text>
        )}
      </div>
      <PackingSlip order={order} fulfilment_id={fulfilment_id} />
    </Group>
  )
}
