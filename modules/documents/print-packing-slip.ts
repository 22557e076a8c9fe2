import type { Order } from '#modules/orders/contract.ts'
import type { File } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { PrintPackingSlip } from './contract.ts'
import { drawPackingSlip } from './draw-packing-slip.ts'
import { dayOf } from './facts.ts'
import { type Documents, readSettings } from './needs.ts'

type Packed = { line_id: string; quantity: number }

/**
 * What to put into the parcel, as the order now is; made anew each time, because it is for today's hands and not for the books.
 * No statement of its own.
 * @throws NOT_FOUND for an order or fulfilment that is not there
 */
export const printPackingSlip = async (needs: Documents, { order_id, fulfilment_id }: PrintPackingSlip): Promise<File> => {
  const [order, settings] = await Promise.all([needs.orders.readOrder({ order_id }), readSettings(needs)])
  const packed = linesToPack(order, fulfilment_id)
  const lines = packed.flatMap(({ line_id, quantity }) => {
    const line = order.lines.find((one) => one.line_id === line_id)
    return line && quantity > 0 ? [{ title: line.title, variant_title: line.variant_title, sku: line.sku, quantity }] : []
  })
  const now = needs.clock.now()
  const bytes = await drawPackingSlip(
    {
      ...{ locale: order.locale, shop_name: settings.shop_name, contact_email: settings.contact_email, public_url: settings.public_url },
      ...{ seller: settings.seller, order_number: order.number, lines, shipping_address: order.shipping_address },
      ...{ printed_on: dayOf(now, settings.invoicing), ordered_on: dayOf(new Date(order.placed_at), settings.invoicing) },
      ...{ method: order.shipping?.title ?? null, customer_note: order.customer_note },
    },
    now,
  )
  return { content_type: 'application/pdf', bytes, is_public: false, name: `packing-slip-${order.number}.pdf` }
}

const linesToPack = ({ lines, fulfilments }: Order, fulfilment_id: string | undefined): Packed[] => {
  if (fulfilment_id === undefined)
    return lines.map(({ line_id, quantity, fulfilled_quantity }) => ({ line_id, quantity: quantity - fulfilled_quantity }))
  const fulfilment = fulfilments.find((one) => one.fulfilment_id === fulfilment_id)
  if (!fulfilment) throw fail('NOT_FOUND', 'This order has no such fulfilment.', { fulfilment_id })
  return fulfilment.lines
}
