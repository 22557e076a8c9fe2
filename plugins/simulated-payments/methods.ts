/** How each test method behaves. `news` is told by webhook: after how many seconds, and how many times over. */
export type Behaviour = {
  method: string
  title: string
  text: string
  outcome: 'captured' | 'declined'
  /** the money moves, but the answer gets lost on its way */
  is_answer_lost: boolean
  news?: { after_seconds: number; times: number }
}

export const behaviours: Behaviour[] = [
  {
    method: 'test-card',
    title: 'Test card',
    text: 'Pays at once. No money moves.',
    outcome: 'captured',
    is_answer_lost: false,
    news: { after_seconds: 1, times: 1 },
  },
  { method: 'test-declined', title: 'Test card, declined', text: 'The bank says no.', outcome: 'declined', is_answer_lost: false },
  {
    method: 'test-lost-answer',
    title: 'Test card, answer lost',
    text: 'Pays, but the answer never arrives. The shop finds out by itself.',
    outcome: 'captured',
    is_answer_lost: true,
  },
  {
    method: 'test-transfer',
    title: 'Test transfer',
    text: 'Is confirmed a few seconds later, three times over.',
    outcome: 'captured',
    is_answer_lost: false,
    news: { after_seconds: 4, times: 3 },
  },
]
