import { showMoney } from '#admin/parts/money.ts'
import { count } from '#admin/parts/words.ts'
import type { Method } from '#modules/shipping/contract.ts'

/** What a method costs, in a few words: `€4.90, free from €50.00`, `€4.90 to €9.90 by weight`. */
export const priceWords = ({ prices, priced_by }: Method): string => {
  if (prices.length === 0) return 'No price yet, so it is not offered'
  return [...new Set(prices.map((price) => one(price, priced_by)))].join(' · ')
}

const one = ({ currency, tiers, free_from }: Method['prices'][number], priced_by: Method['priced_by']): string => {
  const amounts = tiers.map(({ amount }) => amount)
  const show = (amount: number) => (amount === 0 ? 'Free' : showMoney({ amount, currency }))
  const lowest = Math.min(...amounts)
  const highest = Math.max(...amounts)
  const range = lowest === highest ? show(lowest) : `${show(lowest)} to ${show(highest)}`
  const by = priced_by === 'flat' ? '' : priced_by === 'carrier' ? ' unless the carrier says otherwise' : ` by ${priced_by}`
  const free = free_from === null ? '' : `, free from ${showMoney({ amount: free_from, currency })}`
  return `${range}${by}${free}`
}

export const daysWords = ({ min_days, max_days }: Pick<Method, 'min_days' | 'max_days'>): string => {
  if (min_days === null && max_days === null) return ''
  if (min_days === max_days || min_days === null) return count(max_days ?? 0, 'working day')
  return max_days === null ? `from ${count(min_days, 'working day')} on` : `${min_days} to ${max_days} working days`
}
