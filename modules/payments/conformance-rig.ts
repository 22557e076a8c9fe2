/** A provider under test, and the steps that the tests of `provider-conformance.ts` are made of. */
import assert from 'node:assert/strict'
import type { Money } from '#platform/contract.ts'
import { newId } from '#platform/ids.ts'
import type { Charge, Outcome, PaymentProvider } from './provider.ts'

export type SignedNews = { bytes: Uint8Array; headers: Record<string, string> }

/** A provider under test, and the hands of those outside the shop: the shopper, the bank, the network. What is left out is not tested. */
export type Rig = {
  provider: PaymentProvider
  currency: string
  /** a method that takes the money; where the shopper has to act, `act` does it for them */
  method: string
  /** a method that the bank refuses, or for which `act` with `decline` does */
  declined_method?: string
  /** what a charge spends, for stored value: at least this amount is on it */
  instrument?: (amount: Money) => Promise<Charge['instrument']>
  /** the shopper on the provider's page, or the merchant with a bank statement */
  act?: (payment_id: string, how: 'pay' | 'decline') => Promise<void>
  can_authorise: boolean
  /** refunds wait for a person: makes the one with this id paid out */
  payOut?: (refund_id: string) => Promise<void>
  /** the next call has its effect, but its answer never arrives */
  loseNextAnswer?: () => void
  /** the provider is not to be reached until the function that is returned is called */
  goAway?: () => () => void
  /** the news that the provider has sent since the last call, as it came over the wire */
  takeNews?: () => Promise<SignedNews[]>
  /** moves the clock that signatures are held against */
  wait?: (seconds: number) => void
  /** the bank takes a payment back */
  dispute?: (payment_id: string, state: 'open' | 'won' | 'lost') => Promise<void>
}

export type Hands = ReturnType<typeof hands>

/** The steps that the tests are made of. */
export const hands = (rig: Rig) => {
  const { provider, currency } = rig
  const money = (amount: number): Money => ({ amount, currency })
  const draft = async (amount = 1250, changes: Partial<Charge> = {}): Promise<Charge> => {
    const payment_id = newId()
    const instrument = await rig.instrument?.(money(amount))
    const order = { order_id: newId(), order_number: '12345678', email: `${payment_id}@customer.example` }
    const rest = { method: rig.method, is_capture_later: false, return_url: 'http://localhost:3000/checkout/return' }
    return { payment_id, ...order, amount: money(amount), ...rest, ...(instrument && { instrument }), ...changes }
  }
  const known = (payment_id: string, answer: Outcome | null) => ({ payment_id, provider_ref: answer?.provider_ref || null })
  const found = async (payment_id: string, provider_ref: string | null = null): Promise<Outcome> => {
    const outcome = await provider.find({ payment_id, provider_ref })
    assert.ok(outcome, 'the provider knows the charge')
    return outcome
  }
  /** a charge brought to the point where its money is taken, or reserved */
  const paid = async (amount = 1250, changes: Partial<Charge> = {}) => {
    const charge = await draft(amount, changes)
    let outcome = await provider.charge(charge)
    if (outcome.outcome === 'pending') {
      await rig.act?.(charge.payment_id, 'pay')
      outcome = await found(charge.payment_id, outcome.provider_ref)
    }
    return { charge, outcome, known: known(charge.payment_id, outcome) }
  }
  const refunded = async (refund: Parameters<PaymentProvider['refund']>[0]) => {
    const answer = await provider.refund(refund)
    if (answer.state !== 'pending' || !rig.payOut) return answer
    await rig.payOut(refund.refund_id)
    return provider.refund(refund)
  }
  const booked = async (payment_id: string, provider_ref: string | null) =>
    (await provider.readBooks([{ payment_id, provider_ref }])).find((row) => row.payment_id === payment_id)
  return { rig, provider, money, draft, known, found, paid, refunded, booked }
}
