/** How the demo shop ships: believable prices in both of its currencies, and a workshop where things can be fetched. */
import type { FirstZone } from '#modules/shipping/contract.ts'

type Way = FirstZone['methods'][number]
type Words = { title: string; text: string }

/** EUR and USD in minor units; `free_from` is the subtotal from which it costs nothing. */
type Cost = { eur: number; usd: number; free_from?: number }

const way = (en: Words, de: Words, days: [number, number], { eur, usd, free_from = 0 }: Cost, more: Partial<Way> = {}): Way => {
  const price = (currency: string, amount: number) => ({ currency, tiers: [{ from: 0, amount }], free_from: free_from || null })
  return {
    is_offered: true,
    ...en,
    translations: [{ locale: 'de', ...de }],
    priced_by: 'flat',
    prices: [price('EUR', eur), price('USD', usd)],
    max_weight_grams: 31_500,
    min_days: days[0],
    max_days: days[1],
    tax_class: 'of_goods',
    carrier: 'dhl',
    pickup: null,
    ...more,
  }
}

const standard = (days: [number, number], cost: Cost): Way =>
  way(
    { title: 'Standard', text: `${days[0]} to ${days[1]} working days` },
    { title: 'Standardversand', text: `${days[0]} bis ${days[1]} Werktage` },
    days,
    cost,
  )

const express = (days: [number, number], cost: Cost): Way =>
  way(
    { title: 'Express', text: days[1] === 1 ? 'Next working day' : `${days[0]} to ${days[1]} working days` },
    { title: 'Express', text: days[1] === 1 ? 'Am nächsten Werktag' : `${days[0]} bis ${days[1]} Werktage` },
    days,
    cost,
    { carrier: 'dhl_express' },
  )

const workshop = way(
  { title: 'Fetch it yourself', text: 'At our workshop in Leipzig, ready the next working day' },
  { title: 'Selbst abholen', text: 'In unserer Werkstatt in Leipzig, ab dem nächsten Werktag' },
  [1, 1],
  { eur: 0, usd: 0 },
  {
    carrier: null,
    max_weight_grams: null,
    pickup: {
      name: 'Lantern & Loom workshop',
      line1: 'Spinnereistraße 7',
      postal_code: '04179',
      city: 'Leipzig',
      country: 'DE',
      hours: 'Tue-Sat 10-18',
    },
  },
)

export const demoShipping: FirstZone[] = [
  {
    name: 'Home',
    where: 'home',
    methods: [standard([2, 4], { eur: 490, usd: 590, free_from: 6_000 }), express([1, 1], { eur: 990, usd: 1_190 }), workshop],
  },
  {
    name: 'European Union',
    where: 'eu',
    methods: [standard([3, 6], { eur: 990, usd: 1_190, free_from: 12_000 }), express([1, 2], { eur: 2_490, usd: 2_890 })],
  },
  { name: 'Everywhere else', where: 'world', methods: [standard([5, 15], { eur: 1_990, usd: 2_290 })] },
]
