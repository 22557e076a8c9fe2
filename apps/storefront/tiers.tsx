/** What a unit costs when more are bought. An island puts other rows in when another variant is chosen. */
import type { Variant } from './variants.ts'
import type { View } from './view.ts'

/** `[quantity, price of a unit]` as texts, beginning with a single unit; none where it always costs the same. */
export const tierRows = ({ t, money }: View, variant: Variant | undefined): [quantity: string, each: string][] =>
  variant?.price && variant.tiers.length > 0
    ? [
        ['1', money(variant.price)],
        ...variant.tiers.map(({ min_quantity, unit_price }): [string, string] => [
          t('tiers.from', { quantity: min_quantity }),
          money(unit_price),
        ]),
      ]
    : []

export const Tiers = ({ view, variant }: { view: View; variant: Variant | undefined }) => {
  const rows = tierRows(view, variant)
  return (
    <table class="tiers" data-tiers hidden={rows.length === 0}>
      <caption class="sr-only">{view.t('tiers.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{view.t('product.quantity')}</th>
          <th scope="col">{view.t('tiers.each')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([quantity, each]) => (
          <tr key={quantity}>
            <th scope="row">{quantity}</th>
            <td>{each}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
