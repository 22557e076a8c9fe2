import type { Evaluate, Evaluated } from './contract.ts'
import { findDiscounts } from './find-discounts.ts'
import type { Promotions } from './needs.ts'
import { codeOf, readCandidates } from './read-live.ts'

/**
 * The discounts of a basket, and why the others do not apply. Takes nothing from any limit: a promotion that is limited has to be redeemed
 * when the order is placed (`is_limited`). At most one statement, none without codes and limited promotions. Codes are told as they were typed.
 */
export const evaluate = async (needs: Promotions, asked: Evaluate): Promise<Evaluated> => {
  const { codes: typed, order_id: _, is_placed: __, ...basket } = asked
  const spelling = new Map(typed.toReversed().map((code) => [codeOf(code), code])) // of two spellings, the first
  const codes = [...spelling.keys()]
  const candidates = await readCandidates(needs, asked, codes)
  const found = findDiscounts({ ...basket, now: needs.clock.now() }, candidates)
  const known = new Set(candidates.map(({ code }) => code))
  const unknown = codes
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
