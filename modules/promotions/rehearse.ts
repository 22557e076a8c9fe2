import type { Input, Output } from '#platform/contract.ts'
import type { promotions } from './contract.ts'
import { codesOf, judge } from './evaluate.ts'
import type { Candidate, Live, Promotions } from './needs.ts'
import { readCandidates } from './read-live.ts'
import { refuseMisfit } from './refuse-misfit.ts'

type Rehearse = (typeof promotions.ops)['rehearse']
const NOBODY = '00000000-0000-7000-8000-000000000000'

/**
 * What a promotion would give to these baskets, with its code typed and none of its limits reached: as the only one, or, where `codes` are
 * given, beside what else the shop gives; limits of the others count but for those of a customer. Changes nothing. At most one statement,
 * none without `codes`.
 * @throws RULE_DOES_NOT_FIT
 */
export const rehearse = async (
  needs: Promotions,
  { draft, promotion_id = NOBODY, baskets, at, codes }: Input<Rehearse>,
): Promise<Output<Rehearse>> => {
  refuseMisfit(draft)
  const period =
    at === undefined ? { starts_at: null, ends_at: null } : { starts_at: draft.starts_at ?? null, ends_at: draft.ends_at ?? null }
  const promotion: Live = {
    titles: {},
    priority: 0,
    is_exclusive: false,
    exclusion_group: null,
    limit_total: null,
    limit_per_customer: null,
    limit_per_code: null,
    ...draft,
    ...period,
    promotion_id,
    paused_at: null,
  }
  const own: Candidate = { promotion, code: draft.trigger === 'code' ? 'REHEARSAL' : null, used_up: null }
  const others = codes ? await readOthers(needs, promotion_id, codes) : []
  const now = at === undefined ? needs.clock.now() : new Date(at)
  return { results: baskets.map((basket) => judge({ ...basket, now }, [own, ...others], codes ?? [])) }
}

const readOthers = async (needs: Promotions, promotion_id: string, codes: string[]): Promise<Candidate[]> => {
  const candidates = await readCandidates(needs, { currency: '', lines: [], shipping_amount: 0, codes }, codesOf(codes))
  return candidates.filter(({ promotion }) => promotion.promotion_id !== promotion_id)
}
