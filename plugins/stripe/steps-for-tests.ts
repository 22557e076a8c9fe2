/** What happens to a payment at Stripe, as steps that a test is made of. */
import { createRefund, settleRefund } from './double/intents.ts'
import { closeDispute, openDispute, pay, settleDebit } from './double/shopper.ts'
import { openRig, type TestRig } from './rig-for-tests.ts'

export const REFUND_ID = '019b76da-a800-7000-8000-000000000001'

export type Paid = { rig: TestRig; payment_id: string; page: string; intent: string }

/** Opens a page, does what the row says, and reads the last event of the row's type. */
export const lastNews = async (type: string, act: (paid: Paid) => unknown, is_capture_later = false) => {
  const rig = await openRig()
  const charge = rig.draft({ is_capture_later })
  await rig.provider.charge(charge)
  const page = rig.pageOf(charge.payment_id)
  const paid = {
    rig,
    payment_id: charge.payment_id,
    page: page.id,
    get intent() {
      return page.intent ?? ''
    },
  }
  await act(paid)
  const told = (await rig.newsOf()).filter((one) => one.type === type)
  return { news: told.at(-1)?.news, payment_id: charge.payment_id, page, rig }
}

export const by =
  (way: Parameters<typeof pay>[2]) =>
  ({ rig, page }: Paid) =>
    pay(rig.books, page, way)
export const debit = (is_paid?: boolean) => (paid: Paid) => {
  by('bank_debit')(paid)
  if (is_paid !== undefined) settleDebit(paid.rig.books, paid.page, is_paid)
}
export const runOut = ({ rig }: Paid) => {
  rig.clock.move(2_400)
  rig.double.tick()
}
export const giveBack = async (paid: Paid, status: 'succeeded' | 'pending' = 'succeeded') => {
  by('card')(paid)
  paid.rig.books.next_refund = status
  await paid.rig.provider.refund({
    payment_id: paid.payment_id,
    provider_ref: null,
    refund_id: REFUND_ID,
    amount: { amount: 1200, currency: 'EUR' },
  })
  return [...paid.rig.books.refunds.keys()][0] ?? ''
}
export const settled = (status: 'succeeded' | 'failed' | 'canceled') => async (paid: Paid) =>
  settleRefund(paid.rig.books, await giveBack(paid, 'pending'), status)
export const disputed = (end?: 'won' | 'lost' | 'prevented') => (paid: Paid) => {
  by('card')(paid)
  const { id } = openDispute(paid.rig.books, paid.intent)
  if (end) closeDispute(paid.rig.books, id, end)
}

export const captureLess = async (paid: Paid) => {
  by('card')(paid)
  await paid.rig.provider.capture({ payment_id: paid.payment_id, provider_ref: null, amount: { amount: 900, currency: 'EUR' } })
}
/** somebody presses "refund" in Stripe's own dashboard */
export const giveBackByHand = (paid: Paid) => {
  by('card')(paid)
  createRefund(paid.rig.books, { payment_intent: paid.intent, amount: '1200' })
}
