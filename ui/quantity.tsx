import { Icon } from './icon.tsx'

export type QuantityProps = {
  id: string
  label: string
  less: string
  more: string
  value: number
  min: number
  /** a change is sent at once; without scripts a button beside it sends it */
  is_sent_on_change?: boolean
  is_small?: boolean
  /** drawn by a script, so the steps work from the start */
  has_steps?: boolean
  onChange?(event: { currentTarget: HTMLInputElement }): void
}

/** How many. The steps beside the number appear where scripts run. */
export const Quantity = ({ id, label, less, more, value, min, is_sent_on_change, is_small, has_steps, onChange }: QuantityProps) => (
  <div class={is_small ? 'quantity is-small' : 'quantity'}>
    <label class="sr-only" for={id}>
      {label}
    </label>
    <button type="button" class="quantity-step" data-step="-1" aria-label={less} hidden={!has_steps}>
      <Icon name="minus" />
    </button>
    <input
      id={id}
      name="quantity"
      type="number"
      inputmode="numeric"
      min={min}
      max={10_000}
      step={1}
      value={value}
      required
      data-submits={is_sent_on_change}
      onChange={onChange}
    />
    <button type="button" class="quantity-step" data-step="1" aria-label={more} hidden={!has_steps}>
      <Icon name="plus" />
    </button>
  </div>
)
