/** Promotions and shipping that are easy to check, for tests of what is built on top of them. */
import type { Evaluate, Evaluated } from '#modules/promotions/contract.ts'
import type { ListOptions, Options } from '#modules/shipping/contract.ts'
import { newId } from '#platform/ids.ts'
import { allocate, portion } from '#platform/money.ts'

export const TEN_PERCENT = newId()
export const PARCEL = newId()
export const EXPRESS = newId()
export const PICKUP = newId()

/**
 * `TEN`: 10 % off the goods, before tax. `LIMITED`: the same, and limited. `VOUCHER`: 2.00 off the goods after tax. `FREESHIP`: no shipping.
 * `GIFT`: everything for nothing.
 */
export const referencePromotions = ({ currency, codes, lines, shipping_amount }: Evaluate): Evaluated => {
  const goods = lines.map(({ amount }) => amount)
  const subtotal = goods.reduce((sum, amount) => sum + amount, 0)
  const over = (amount: number) => allocate(amount, goods).map((part, i) => ({ line_id: lines[i]?.line_id ?? '', amount: part }))
  const off = (code: string, amount: number, differences: object) => ({
    ...{
      promotion_id: TEN_PERCENT,
      code,
      title: code,
      kind: 'amount' as const,
      tax_basis: 'before_tax' as const,
      amount,
      is_limited: false,
    },
    allocations: over(amount),
    why: [{ rule: 'promotion', id: TEN_PERCENT, text: code, amount: { amount: -amount, currency } }],
    ...differences,
  })
  const shipping = { amount: shipping_amount, allocations: [{ line_id: 'shipping', amount: shipping_amount }] }
  const known: Record<string, () => Evaluated['discounts']> = {
    TEN: () => [off('TEN', portion(subtotal, 1, 10), {})],
    LIMITED: () => [off('LIMITED', portion(subtotal, 1, 10), { is_limited: true })],
    VOUCHER: () => [off('VOUCHER', Math.min(200, subtotal), { tax_basis: 'after_tax' })],
    ALL_AFTER_TAX: () => [off('ALL_AFTER_TAX', subtotal, { tax_basis: 'after_tax' })],
    FREESHIP: () => (shipping_amount > 0 ? [off('FREESHIP', shipping_amount, { kind: 'free_shipping', ...shipping })] : []),
    GIFT: () => [off('GIFT', subtotal, {}), ...(shipping_amount > 0 ? [off('GIFT', shipping_amount, shipping)] : [])],
  }
  const discounts = codes.flatMap((code) => known[code]?.() ?? [])
  const refused = codes.flatMap((code) =>
    known[code] ? [] : [{ code, reason: 'unknown' as const, text: `There is no code ${code}.`, said: { sentence: 'unknown', params: {} } }],
  )
  return { discounts, refused, why: discounts.flatMap(({ why }) => why) }
}

/** Parcel 4.90, free from 100.00; express 9.90; a pick-up. To Germany and Austria; without a place those of Germany. */
export const referenceShipping = ({ currency, destination, subtotal }: ListOptions): Options => {
  const { country = 'DE' } = destination ?? {}
  if (country !== 'DE' && country !== 'AT') return { options: [], is_set_up: true }
  const option = (method_id: string, title: string, amount: number, is_pickup = false) => ({
    ...{ method_id, title, text: '', amount: { amount, currency }, tax_class: 'standard', is_pickup, min_days: null, max_days: null },
    ...{ carrier: null, pickup: null },
    why: [{ rule: 'shipping_method', id: method_id, text: title, amount: { amount, currency } }],
  })
  const parcel = option(PARCEL, 'Parcel', subtotal >= 10_000 ? 0 : 490)
  return { options: [option(PICKUP, 'Pick-up', 0, true), parcel, option(EXPRESS, 'Express', 990)], is_set_up: true }
}
