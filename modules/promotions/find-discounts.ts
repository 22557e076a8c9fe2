import { formatMoney } from '#platform/money.ts'
import { type Refusal, refusalOf, refuse } from './check-conditions.ts'
import type { Discount, Evaluated } from './contract.ts'
import type { Basket, Candidate, Live, Parts } from './needs.ts'
import { type Left, reduceLines } from './reduce-lines.ts'

type Checked = Candidate & { refusal: Refusal | null; alone: number }
type Granted = { candidate: Candidate; parts: Parts; amount: number }

/**
 * The discounts of a basket, with the way they came about; the others with the reason why not. Pure: the same basket and candidates always
 * give the same, in whatever sequence lines and candidates stand. Amounts in minor units.
 *
 * 1. Conditions are counted on the basket before discounts (`check-conditions.ts`).
 * 2. Of an exclusion group, the promotion stays that takes most off this basket when it is alone; of equals the one with the higher priority,
 *    then the one made first.
 * 3. What is left and not exclusive is taken off one after the other, by falling priority, then in the sequence they were made, each from what
 *    the ones before have left of a line.
 * 4. An exclusive promotion stands alone. The shopper gets it if it takes off more than the others together.
 */
export const findDiscounts = (asked: Basket, candidates: Candidate[]): Evaluated => {
  const basket = { ...asked, lines: asked.lines.toSorted((a, b) => (a.line_id < b.line_id ? -1 : 1)) }
  const chosen = oncePerPromotion(candidates)
  const all = chosen.map((candidate) => check(basket, candidate))
  const open = all.filter(({ refusal }) => !refusal)
  const excluded = new Map<Candidate, string>()
  const stackable = bestOfGroups(
    open.filter(({ promotion }) => !promotion.is_exclusive),
    excluded,
    basket,
  )
  const together = takeOff(basket, stackable)
  const best = open.filter(({ promotion }) => promotion.is_exclusive).sort((a, b) => b.alone - a.alone || before(a, b))[0]
  const is_alone = best !== undefined && (best.alone > totalOf(together) || together.length === 0)
  const granted = is_alone ? takeOff(basket, [best]) : together
  const told = tell(basket, all, granted, excluded, is_alone ? best.promotion : undefined)
  const doubled = candidates.flatMap((one) => (chosen.includes(one) || one.code === null ? [] : [one.code])).sort()
  return { ...told, refused: [...told.refused, ...doubled.map((code) => ({ code, ...DOUBLED }))] }
}

const DOUBLED = refuse('excluded', 'Another code of the same offer is there already.', 'doubled')

/** Of two codes of one promotion, the first in the alphabet counts. */
const oncePerPromotion = (candidates: Candidate[]): Candidate[] => {
  const sorted = candidates.toSorted((a, b) => before(a, b) || ((a.code ?? '') < (b.code ?? '') ? -1 : 1))
  const free = sorted.toSorted((a, b) => Number(Boolean(a.used_up)) - Number(Boolean(b.used_up)))
  return sorted.filter((one) => free.find(({ promotion }) => promotion.promotion_id === one.promotion.promotion_id) === one)
}

/** UUIDv7: ids rise with the time they were made. */
const before = ({ promotion: a }: Candidate, { promotion: b }: Candidate): number =>
  b.priority - a.priority || (a.promotion_id < b.promotion_id ? -1 : Number(a.promotion_id > b.promotion_id))

const startOf = (basket: Basket): Left => ({ lines: basket.lines.map(({ amount }) => amount), shipping: basket.shipping_amount })
const amountOf = ({ lines, shipping }: Parts): number => lines.reduce((sum, part) => sum + part, shipping)
const totalOf = (granted: Granted[]): number => granted.reduce((sum, { amount }) => sum + amount, 0)

const check = (basket: Basket, candidate: Candidate): Checked => {
  const refusal = refusalOf(basket, candidate)
  if (refusal) return { ...candidate, refusal, alone: 0 }
  const alone = amountOf(reduceLines(basket, candidate.promotion.rule, startOf(basket)))
  if (alone > 0 || waitsForShipping(basket, candidate.promotion)) return { ...candidate, refusal: null, alone }
  return { ...candidate, refusal: refuse('conditions', 'Nothing in the basket is reduced by this offer.', 'nothing_reduced'), alone }
}

/** Free shipping is promised before a method is chosen, with an amount of 0. */
const waitsForShipping = ({ shipping_amount, shipping_method_id }: Basket, { rule }: Live): boolean =>
  rule.action.kind === 'free_shipping' && shipping_amount === 0 && !shipping_method_id

const bestOfGroups = (open: Checked[], excluded: Map<Candidate, string>, basket: Basket): Checked[] => {
  const groups = Map.groupBy(open, ({ promotion }) => promotion.exclusion_group ?? promotion.promotion_id)
  const best = [...groups.values()].flatMap((group) => {
    const [first, ...others] = group.toSorted((a, b) => b.alone - a.alone || before(a, b))
    for (const other of others) if (first) excluded.set(other, titleOf(basket, first.promotion))
    return first ? [first] : []
  })
  return best.sort(before)
}

const takeOff = (basket: Basket, chosen: Checked[]): Granted[] => {
  const left = startOf(basket)
  const granted: Granted[] = []
  for (const candidate of chosen) {
    const parts = reduceLines(basket, candidate.promotion.rule, left)
    const amount = amountOf(parts)
    if (amount === 0 && !waitsForShipping(basket, candidate.promotion)) continue
    for (const [i, part] of parts.lines.entries()) left.lines[i] = (left.lines[i] ?? 0) - part
    left.shipping -= parts.shipping
    granted.push({ candidate, parts, amount })
  }
  return granted
}

/** A promotion that is counted: it, its code or its customers have a limit, or it is for the first order. */
export const isLimited = ({ limit_total, limit_per_customer, limit_per_code, rule }: Live): boolean =>
  limit_total !== null || limit_per_customer !== null || limit_per_code !== null || isForFirstOrder(rule)

export const isForFirstOrder = (rule: Live['rule']): boolean => rule.conditions.some(({ kind }) => kind === 'first_order')

const discountOf = (basket: Basket, { candidate: { promotion, code }, parts, amount }: Granted): Discount => {
  const allocations = [...parts.lines.map((part, i) => ({ line_id: basket.lines[i]?.line_id ?? '', amount: part }))]
  allocations.push({ line_id: 'shipping', amount: parts.shipping })
  const title = titleOf(basket, promotion)
  const { currency } = basket
  return {
    promotion_id: promotion.promotion_id,
    code,
    title,
    kind: promotion.rule.action.kind,
    tax_basis: promotion.tax_basis,
    amount,
    is_limited: amount > 0 && isLimited(promotion), // a discount of nothing uses nothing up
    allocations: allocations.filter((part) => part.amount > 0),
    why: [
      {
        rule: 'promotion',
        id: promotion.promotion_id,
        text: `${title}: ${parts.text}`,
        amount: { amount: -amount, currency },
        said: { ...parts.said, params: { title, ...parts.said.params } },
      },
    ],
  }
}

const titleOf = ({ locale }: Basket, { title, titles }: Live): string => {
  const language = locale?.split('-')[0]
  const at = [locale, language].find((name) => name !== undefined && Object.hasOwn(titles, name))
  return (at && titles[at]) || title
}

const tell = (basket: Basket, all: Checked[], granted: Granted[], excluded: Map<Candidate, string>, alone: Live | undefined): Evaluated => {
  const discounts = granted.map((one) => discountOf(basket, one))
  const refusals = all
    .filter((one) => !granted.some(({ candidate }) => candidate === one))
    .map((one) => ({ ...one, ...(one.refusal ?? exclusionOf(basket, one, excluded, alone, totalOf(granted))) }))
  return {
    discounts,
    refused: refusals.flatMap(({ code, reason, text, said }) => (code === null ? [] : [{ code, reason, text, said }])),
    why: [
      ...discounts.flatMap(({ why }) => why),
      ...refusals.map(({ promotion, text, said }) => ({
        rule: 'promotion_not_applied',
        id: promotion.promotion_id,
        text: `${titleOf(basket, promotion)}: ${text}`,
        amount: null,
        said: { ...said, params: { title: titleOf(basket, promotion), ...said.params } },
      })),
    ],
  }
}

const exclusionOf = (basket: Basket, one: Checked, excluded: Map<Candidate, string>, alone: Live | undefined, given: number): Refusal => {
  const off = { amount: given, currency: basket.currency }
  const amount = formatMoney(off, basket.locale ?? 'en')
  const better = excluded.get(one)
  if (alone) {
    const other = titleOf(basket, alone)
    return refuse('excluded', `${other} takes off ${amount} and combines with no other offer.`, 'stands_alone', { other, off })
  }
  if (better !== undefined)
    return refuse('excluded', `${better} is the better one, and only one of them counts.`, 'other_is_better', { other: better })
  if (one.promotion.is_exclusive)
    return refuse('excluded', `The other offers take off ${amount}, which is not less.`, 'others_take_more', { off })
  return refuse('excluded', 'Nothing is left for it.', 'nothing_left')
}
