/** How each test method behaves. `news` is told by webhook: after how many seconds, and how many times over. */
export type Behaviour = {
  method: string
  title: string
  text: string
  /** shown to shoppers; the others are for tests of what can go wrong */
  is_offered: boolean
  outcome: 'captured' | 'declined' | 'pending'
  /** `lost`: the money moves, but nobody hears of it. `refused`: nothing moves. `other_currency`: the answer is about other money. */
  answer: 'told' | 'lost' | 'refused' | 'other_currency'
  /** the shopper is sent to a page of the provider's */
  has_page?: boolean
  news?: { after_seconds: number; times: number }
}

const offered = (method: string, title: string, text: string, rest: Partial<Behaviour>): Behaviour => ({
  ...{ method, title, text, is_offered: true, outcome: 'captured', answer: 'told' },
  ...rest,
})
const hidden = (method: string, text: string, rest: Partial<Behaviour>): Behaviour => ({
  ...offered(method, method, text, rest),
  is_offered: false,
})

export const behaviours: Behaviour[] = [
  offered('test-card', 'Test card', 'Pays at once. No money moves.', { news: { after_seconds: 1, times: 1 } }),
  offered('test-declined', 'Test card, declined', 'The bank says no.', { outcome: 'declined' }),
  offered('test-lost-answer', 'Test card, answer lost', 'Pays, but the answer never arrives. The shop finds out by itself.', {
    answer: 'lost',
  }),
  offered('test-transfer', 'Test transfer', 'Is confirmed a few seconds later, three times over.', {
    outcome: 'pending',
    news: { after_seconds: 4, times: 3 },
  }),
  offered('test-page', 'Test page of a provider', 'Leads to a page of the provider’s and back, as cards and wallets do.', {
    outcome: 'pending',
    has_page: true,
  }),
  hidden('test-unreachable', 'The provider answers with an error; nothing moves.', { answer: 'refused' }),
  hidden('test-late-news', 'Pays, the answer is lost, and the news comes ten minutes later, twice.', {
    answer: 'lost',
    news: { after_seconds: 600, times: 2 },
  }),
  hidden('test-other-currency', 'The provider speaks of another currency than the one it was asked for.', { answer: 'other_currency' }),
]
