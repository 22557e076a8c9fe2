/** Codes that are taken on, each with what it does and a button that takes it off. */
import type { Quote } from '#modules/orders/contract.ts'
import { Icon } from '#ui/icon.tsx'
import { refusalOf } from './say.ts'
import type { View } from './view.ts'

type ChipsProps = { view: View; codes: string[]; cards: string[]; quote: Quote | null; name: string }

export const CodeChips = ({ view, codes, cards, quote, name }: ChipsProps) => {
  const shown = [
    ...codes.map((code) => ({ value: code, title: code, problem: refusedText(view, quote, code) })),
    ...cards.map((code, nth) => {
      const last4 = code.replace(/[ -]/g, '').slice(-4).toUpperCase()
      const is_known = !quote || quote.gift_cards.some((card) => card.last4.toUpperCase() === last4)
      return { value: `card-${nth}`, title: view.t('totals.gift_card', { last4 }), problem: is_known ? '' : view.t('code.empty_card') }
    }),
  ]
  if (shown.length === 0) return null
  return (
    <ul class="chips">
      {shown.map(({ value, title, problem }) => (
        <li key={value} class={problem ? 'chip is-refused' : 'chip'}>
          <Icon name="tag" />
          <span>
            {title}
            {problem && <span class="chip-problem"> {problem}</span>}
          </span>
          <button type="submit" name={name} value={value} formnovalidate aria-label={view.t('code.remove', { code: title })}>
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  )
}

const refusedText = (view: View, quote: Quote | null, code: string): string => {
  const refused = quote?.refused_codes.find((one) => one.code.toUpperCase() === code.toUpperCase())
  return refused ? refusalOf(view, refused) : ''
}
