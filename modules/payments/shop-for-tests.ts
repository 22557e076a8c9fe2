/** A shop of nothing but payments, and a provider in memory whose every answer a test can choose. */
import { orders } from '#modules/orders/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import type { Money, Output } from '#platform/contract.ts'
import { newId } from '#platform/ids.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { plainSettings } from '#tests/kit/plain-settings.ts'
import { payments } from './contract.ts'
import { paymentsModule } from './module.ts'
import type { Charge, News, Outcome, PaymentProvider, RefundOutcome } from './provider.ts'

export const eur = (amount: number): Money => ({ amount, currency: 'EUR' })

type Account = {
  outcome: Outcome['outcome']
  amount: Money
  captured: number
  refunds: Map<string, number>
  charges: number
  method: string
}

/** What happens to the next calls of an operation: `lose` has its effect and then throws, `refuse` throws at once. */
type Fault = 'lose' | 'refuse' | ((outcome: Outcome) => Outcome)

export const memoryProvider = () => {
  const accounts = new Map<string, Account>()
  const faults: Partial<Record<'charge' | 'find' | 'capture' | 'void' | 'refund', Fault[]>> = {}
  const calls = { charge: 0, find: 0, capture: 0, void: 0, refund: 0 }
  const refundAnswers: RefundOutcome['state'][] = []
  const under = async <T>(name: keyof typeof calls, effect: () => T): Promise<T> => {
    calls[name]++
    const fault = faults[name]?.shift()
    if (fault === 'refuse') throw new Error('503')
    const answer = effect()
    if (fault === 'lose') throw new Error('the answer got lost')
    await new Promise((resume) => setImmediate(resume))
    return typeof fault === 'function' ? (fault(answer as Outcome) as T) : answer
  }
  const outcomeOf = (payment_id: string): Outcome => {
    const { outcome, amount, captured, method } = accounts.get(payment_id) ?? missing(payment_id)
    return {
      ...{ outcome, provider_ref: `mem_${payment_id.slice(-12)}`, amount, problem: outcome === 'declined' ? 'The bank says no.' : null },
      redirect_url: outcome === 'pending' ? 'https://provider.example/pay' : null,
      fingerprint: `card ${method}`,
      ...(outcome === 'captured' && { captured_amount: captured }),
    }
  }
  const charge = ({ payment_id, amount, method, is_capture_later }: Charge) => {
    const earlier = accounts.get(payment_id)
    if (earlier) return outcomeOf(payment_id)
    const outcome = method === 'declined' ? 'declined' : method === 'page' ? 'pending' : is_capture_later ? 'authorised' : 'captured'
    accounts.set(payment_id, {
      outcome,
      amount,
      captured: outcome === 'captured' ? amount.amount : 0,
      refunds: new Map(),
      charges: 1,
      method,
    })
    return outcomeOf(payment_id)
  }
  const refund = (payment_id: string, refund_id: string, amount: number): RefundOutcome => {
    const account = accounts.get(payment_id) ?? missing(payment_id)
    const given = [...account.refunds.values()].reduce((sum, one) => sum + one, 0)
    const provider_ref = `re_${refund_id}`
    if (account.refunds.has(refund_id)) return { state: 'done', provider_ref, problem: null }
    const state = refundAnswers.shift() ?? (given + amount > account.captured ? 'failed' : 'done')
    if (state === 'done') account.refunds.set(refund_id, amount)
    return { state, provider_ref, problem: state === 'failed' ? 'not enough left' : null }
  }
  const provider: PaymentProvider = {
    name: 'memory',
    methods: ['card', 'declined', 'page'].map((method) => ({ method, title: method, text: method, is_test: true })),
    charge: (wish) => under('charge', () => charge(wish)),
    find: ({ payment_id }) => under('find', () => (accounts.has(payment_id) ? outcomeOf(payment_id) : null)),
    capture: ({ payment_id, amount }) =>
      under('capture', () => {
        const account = accounts.get(payment_id) ?? missing(payment_id)
        if (account.outcome === 'authorised') Object.assign(account, { outcome: 'captured', captured: amount.amount })
        return outcomeOf(payment_id)
      }),
    void: ({ payment_id }) =>
      under('void', () => {
        const account = accounts.get(payment_id) ?? missing(payment_id)
        if (account.outcome === 'authorised' || account.outcome === 'pending') account.outcome = 'voided'
        return outcomeOf(payment_id)
      }),
    refund: ({ payment_id, refund_id, amount }) => under('refund', () => refund(payment_id, refund_id, amount.amount)),
    readWebhook: async (bytes, headers) => (headers.key === 'right' ? JSON.parse(Buffer.from(bytes).toString('utf8')) : undefined),
    readBooks: async (known) =>
      known.flatMap(({ payment_id }) => {
        const account = accounts.get(payment_id)
        if (!account) return []
        const refunded_amount = [...account.refunds.values()].reduce((sum, one) => sum + one, 0)
        return [{ payment_id, provider_ref: '', captured_amount: account.captured, refunded_amount, currency: account.amount.currency }]
      }),
  }
  return { provider, accounts, faults, calls, refundAnswers, outcomeOf }
}

const missing = (payment_id: string): never => {
  throw new Error(`no charge ${payment_id}`)
}

/** Stored value without a balance: whatever is asked for is there. */
export const memoryVault = () => {
  const memory = memoryProvider()
  const methods = [{ method: 'gift-card', title: 'Gift card', text: '', is_test: true, is_offered: false, is_stored_value: true }]
  return { ...memory, provider: { ...memory.provider, name: 'vault', methods } }
}

export const paymentShop = async (providers: PaymentProvider[], pool_size = 20) => {
  const due = { amount: 1000, state: 'pending' as const, payment_state: 'unpaid' as const }
  /** what orders say of those that are not paid */
  const payment_states = new Map<string, Output<typeof orders.ops.readPaymentStates>['orders'][number]['payment_state']>()
  const shop = await testShop(
    { payments },
    [
      paymentsModule({ providers }),
      fakeModule(settings, { readOwn: async () => plainSettings() }),
      fakeModule(orders, {
        readPaymentStates: async ({ order_ids }) => ({
          orders: order_ids.map((order_id) => ({
            ...{ order_id, payment_state: payment_states.get(order_id) ?? ('paid' as const), reserved_amount: 0 },
            credited_amount: 0,
          })),
        }),
        readAmountDue: async ({ order_id }) =>
          ({ order_id, number: '12345678', email: 'ada@example.com', ...due, due: eur(due.amount) }) as never,
      }),
    ],
    { pool_size },
  )
  const { payDue, receiveWebhook, listPayments } = shop.clients.payments
  const pay = (order_id: string, changes: object = {}) => {
    shop.clock.move(1) // later attempts are listed later
    return payDue({ order_id, order_number: '12345678', email: 'ada@example.com', amount: eur(1000), method: 'card', ...changes })
  }
  const hear = (news: News, key = 'right') =>
    receiveWebhook({ provider: 'memory', bytes: Buffer.from(JSON.stringify(news)), content_type: 'application/json', headers: { key } })
  const paymentsOf = async (order_id: string) => (await listPayments({ order_id })).payments
  /** what was told to the other modules about an order, in order */
  const told = async (order_id: string): Promise<{ type: string; payload: Record<string, unknown> }[]> => {
    const { rows } = await shop.db.sql<{ type: string; payload: Record<string, unknown> }>`
      SELECT type, payload FROM payments.outbox WHERE payload ->> 'order_id' = ${order_id} ORDER BY sequence`
    return rows
  }
  return {
    ...shop,
    pay,
    hear,
    paymentsOf,
    told,
    due,
    payment_states,
    STAFF: { actor: { kind: 'user', user_id: newId(), role: 'staff', name: 'Sam' }, via: undefined } as const,
  }
}
