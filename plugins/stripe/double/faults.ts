/** What can go wrong between the shop and Stripe, on demand. */
export type Fault =
  /** the line is cut before anything was done */
  | 'cut_before'
  /** everything is done, but the line is cut before the answer */
  | 'cut_after'
  /** 500, nothing done; the key keeps the 500 */
  | 'error_500'
  /** 500, but it was done; the key keeps the 500 */
  | 'error_500_after'
  /** 429 */
  | 'rate_limited'
  /** done, and answered with a page of HTML */
  | 'garbage'
  /** done, and answered with JSON that has nothing in it */
  | 'empty'
  /** done, and answered a second late, so that others come in between */
  | 'slow'

type Plan = { fault: Fault; times: number; where: RegExp }

/** `where`: method and path, such as /POST .*refunds/ */
export const openFaults = () => {
  let plans: Plan[] = []
  return {
    plan: (fault: Fault, times = 1, where = /./): void => {
      plans.push({ fault, times, where })
    },
    clear: (): void => {
      plans = []
    },
    next: (request: string): Fault | undefined => {
      const plan = plans.find((candidate) => candidate.times > 0 && candidate.where.test(request))
      if (plan) plan.times--
      return plan?.fault
    },
  }
}
