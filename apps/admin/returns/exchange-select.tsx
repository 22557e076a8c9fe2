import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { showMoney } from '#admin/parts/money.ts'
import { type ExchangeChoice, type Exchanged, exchangeChoices } from '#admin/returns/exchange-choices.ts'
import { exchangeableQuery } from '#admin/returns/return-queries.ts'

type Props = {
  line: Exchanged
  product_id: string
  currency: string
  label: string
  /** a variant; the line's own: the same is sent */
  value: string
  onChange(variant_id: string): void
}

/** Which variant is sent instead, with what is there of it, and what it costs today beside the one that came back. Nothing where there is but one. */
export const ExchangeSelect = ({ line, product_id, currency, label, value, onChange }: Props) => {
  const { data, isPending } = useQuery(exchangeableQuery(product_id))
  const choices = isPending ? [] : exchangeChoices(data, line, currency)
  if (choices.length < 2) return null
  const chosen = choices.find(({ variant_id }) => variant_id === value)
  const wish = line.exchange_for && choices.find(({ variant_id }) => variant_id === line.exchange_for?.variant_id)
  return (
    <Select
      label={label}
      description={wish ? `The customer would like ${wish.title}` : undefined}
      data={choices.map((choice) => ({ value: choice.variant_id, label: wordsOf(choice, line) }))}
      value={value}
      onChange={(variant_id) => variant_id && onChange(variant_id)}
      allowDeselect={false}
      error={chosen?.available === null ? 'This is not sold any more. Choose another.' : undefined}
    />
  )
}

const wordsOf = ({ variant_id, title, available, difference }: ExchangeChoice, { variant_id: own }: Exchanged): string => {
  const name = variant_id === own ? `The same: ${title}` : title
  if (available === null) return `${name} · not sold any more`
  const stock = available > 0 ? `${available} in stock` : 'sold out'
  return [name, stock, difference && difference.amount !== 0 && moreOrLess(difference)].filter(Boolean).join(' · ')
}

const moreOrLess = ({ amount, currency }: NonNullable<ExchangeChoice['difference']>) =>
  `${showMoney({ amount: Math.abs(amount), currency })} ${amount > 0 ? 'more' : 'less'} today`
