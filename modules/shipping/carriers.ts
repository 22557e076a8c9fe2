import type { Output } from '#platform/contract.ts'
import type { shipping, TrackingUrl } from './contract.ts'
import type { ShippingNeeds } from './needs.ts'

/**
 * Carriers whose parcels people follow on a page of theirs. Each address is the public tracking page
 * of the carrier, as of November 2025. PostNL's page asks for the postal code as well, so it has no link.
 */
const PAGES: Record<string, { title: string; page: string | null }> = {
  austrian_post: { title: 'Österreichische Post', page: 'https://www.post.at/sv/sendungsdetails?snr=' },
  dhl: { title: 'DHL', page: 'https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode=' },
  dhl_express: { title: 'DHL Express', page: 'https://www.dhl.com/global-en/home/tracking.html?tracking-id=' },
  dpd: { title: 'DPD', page: 'https://tracking.dpd.de/status/en_US/parcel/' },
  fedex: { title: 'FedEx', page: 'https://www.fedex.com/fedextrack/?trknbr=' },
  gls: { title: 'GLS', page: 'https://gls-group.eu/EU/en/parcel-tracking?match=' },
  hermes: { title: 'Hermes', page: 'https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation/#' },
  la_poste: { title: 'La Poste', page: 'https://www.laposte.fr/outils/suivre-vos-envois?code=' },
  postnl: { title: 'PostNL', page: null },
  royal_mail: { title: 'Royal Mail', page: 'https://www.royalmail.com/track-your-item#/tracking-results/' },
  swiss_post: { title: 'Die Post', page: 'https://service.post.ch/ekp-web/ui/entry/search/' },
  ups: { title: 'UPS', page: 'https://www.ups.com/track?tracknum=' },
  usps: { title: 'USPS', page: 'https://tools.usps.com/go/TrackConfirmAction?tLabels=' },
}

type Known = { title: string; page: string | null }

const KNOWN = new Map<string, Known>(Object.entries(PAGES))

const written = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')

/** Carriers by key and by title, however they are written: people type `DHL`, programs send `dhl`. */
const KEYS = new Map([...KNOWN].flatMap(([carrier, { title }]) => [carrier, title].map((name) => [written(name), carrier] as const)))

/** The key of the carrier that is meant, of those with a page and those a plugin connects; what nobody knows stays what it is. */
export const carrierOf = (carriers: ShippingNeeds['carriers'], named: string): string =>
  carriers.find(({ carrier, title }) => [carrier, title].some((name) => written(name) === written(named)))?.carrier ??
  KEYS.get(written(named)) ??
  named

/** The page on which a parcel is followed. The number is quoted, so that it can lead nowhere else. */
export const trackingPage = (carrier: string | null, tracking_number: string | null): string | null => {
  const page = KNOWN.get(KEYS.get(written(carrier ?? '')) ?? '')?.page
  if (!page || !tracking_number) return null
  return page + encodeURIComponent(tracking_number.trim())
}

/** Where a parcel can be followed; null for a carrier without such a page, whose name is then what people get. No statement. */
export const trackingUrl = async (_needs: ShippingNeeds, { carrier, tracking_number }: TrackingUrl) => ({
  tracking_url: trackingPage(carrier, tracking_number),
  title: KNOWN.get(KEYS.get(written(carrier)) ?? '')?.title ?? carrier,
})

/** Known by their pages or connected by a plugin, in the order of their names. No statement. */
export const listCarriers = async ({ carriers }: ShippingNeeds): Promise<Output<typeof shipping.ops.listCarriers>> => {
  const titles = new Map([...KNOWN].map(([carrier, { title }]) => [carrier, title]))
  for (const { carrier, title } of carriers) titles.set(carrier, title)
  const listed = [...titles].map(([carrier, title]) => ({
    carrier,
    title,
    has_tracking_url: Boolean(KNOWN.get(carrier)?.page),
    has_labels: carriers.some((one) => one.carrier === carrier && one.book !== undefined),
  }))
  return { carriers: listed.sort((a, b) => a.title.localeCompare(b.title, 'en')) }
}
