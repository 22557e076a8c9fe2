import { settings } from '#modules/settings/contract.ts'
import { module } from '#platform/module.ts'
import { forget } from '#platform/remember.ts'
import { bookLabel } from './book-label.ts'
import { listCarriers, trackingUrl } from './carriers.ts'
import { shipping } from './contract.ts'
import { keepShipment } from './follow-orders.ts'
import { listOptions } from './list-options.ts'
import { listShipments } from './list-shipments.ts'
import type { ShippingPorts } from './needs.ts'
import { listZones } from './read-zones.ts'
import { deleteZone, saveZone } from './save-zone.ts'
import { trackShipments } from './track-shipments.ts'

export const shippingModule = (ports: ShippingPorts) =>
  module(shipping, {
    folder: import.meta.dirname,
    needs: { settings },
    ports,
    ops: { listOptions, trackingUrl, listCarriers, listZones, saveZone, deleteZone, listShipments, bookLabel },
    on: { 'settings.changed': forget('settings'), 'orders.shipped': keepShipment },
    every: { track_shipments: { seconds: 300, run: trackShipments } },
  })
