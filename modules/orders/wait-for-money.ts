import type { Orders } from './needs.ts'

const DAY_MS = 86_400_000

/**
 * Money that comes by itself in some days, such as a transfer: the goods wait for it as long, wherever the shopper chose to pay so: at the
 * checkout, or later by the link of the order. Again, they wait from now on; of goods that are kept, or not held any more, nothing changes.
 */
export const waitForMoney = async ({ payments, inventory, clock }: Orders, { order_id, method }: { order_id: string; method: string }) => {
  const { methods } = await payments.listMethods({ with_unoffered: true })
  const days = methods.find((one) => one.method === method)?.waits_days
  if (days === undefined) return
  await inventory.extend({ order_id, until: new Date(clock.now().getTime() + days * DAY_MS).toISOString() })
}
