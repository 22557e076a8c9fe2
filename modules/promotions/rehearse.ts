import type { Input, Output } from '#platform/contract.ts'
import type { promotions } from './contract.ts'
import { findDiscounts } from './find-discounts.ts'
import type { Live, Promotions } from './needs.ts'
import { refuseMisfit } from './refuse-misfit.ts'

type Rehearse = (typeof promotions.ops)['rehearse']
const NOBODY = '00000000-0000-7000-8000-000000000000'

/**
 * What a promotion would have given to these baskets if it were the only one, with its code typed and none of its limits reached. Asks the
 * database nothing and changes nothing.
 * @throws RULE_DOES_NOT_FIT
 */
export const rehearse = async ({ clock }: Promotions, { draft, baskets }: Input<Rehearse>): Promise<Output<Rehearse>> => {
  refuseMisfit(draft)
  const promotion: Live = {
    titles: {},
    priority: 0,
    is_exclusive: false,
    exclusion_group: null,
    limit_total: null,
    limit_per_customer: null,
    limit_per_code: null,
    ...draft,
    promotion_id: NOBODY,
    starts_at: null,
    ends_at: null,
    paused_at: null,
  }
  const code = draft.trigger === 'code' ? 'REHEARSAL' : null
  const now = clock.now()
  return { results: baskets.map((basket) => findDiscounts({ ...basket, now }, [{ promotion, code, used_up: null }])) }
}
