import type { Evaluate, Evaluated } from './contract.ts'
import { findDiscounts, isForFirstOrder } from './find-discounts.ts'
import type { Basket, Candidate, Promotions } from './needs.ts'
import { codeOf, readCandidates } from './read-live.ts'

/**
 * The discounts of a basket, and why the others do not apply. Takes nothing from any limit: a promotion that is limited has to be redeemed
 * when the order is placed (`is_limited`). At most one statement, none without codes and limited promotions. Codes are told as they were typed. Where a
 * discount is for the first order and nobody said whether this is one, `asks_first_order` says so: whoever knows asks again.
 */
export const evaluate = async (needs: Promotions, asked: Evaluate): Promise<Evaluated> => {
  const { codes, order_id: _, is_placed: __, ...basket } = asked
  const candidates = await readCandidates(needs, asked, codesOf(codes))
  const found = judge({ ...basket, now: needs.clock.now() }, candidates, codes)
  const for_first = new Set(candidates.flatMap(({ promotion }) => (isForFirstOrder(promotion.rule) ? [promotion.promotion_id] : [])))
  const asks_first_order = asked.is_first_order === undefined && found.discounts.some(({ promotion_id }) => for_first.has(promotion_id))
  return asks_first_order ? { ...found, asks_first_order } : found
}

/** Each once, as it is kept. */
export const codesOf = (typed: string[]): string[] => [...new Set(typed.map(codeOf))]

/** What the candidates give to a basket; codes of which there is no candidate are unknown. */
export const judge = (basket: Basket, candidates: Candidate[], typed: string[]): Evaluated => {
  const spelling = new Map(typed.toReversed().map((code) => [codeOf(code), code])) // of two spellings, the first
  const found = findDiscounts(basket, candidates)
  const known = new Set(candidates.map(({ code }) => code))
  const unknown = codesOf(typed)
    .filter((code) => !known.has(code))
    .map((code) => ({ code, reason: 'unknown' as const, text: 'There is no such code.', said: { sentence: 'unknown', params: {} } }))
  return {
    ...found,
    refused: [...unknown, ...found.refused].map((one) => ({ ...one, code: spelling.get(one.code) ?? one.code })),
    why: [
      ...found.why,
      ...unknown.map(({ code, text }) => ({
        rule: 'code_unknown',
        id: null,
        text: `${code}: ${text}`,
        amount: null,
        said: { sentence: 'unknown', params: { title: code } },
      })),
    ],
  }
}
