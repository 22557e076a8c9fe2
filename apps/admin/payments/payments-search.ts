import { oneOf, pageOf, textOf } from '#admin/parts/url-state.ts'

export const PAYMENT_VIEWS = ['look', 'webhooks', 'books', 'payouts'] as const
export type PaymentsSearch = {
  view?: (typeof PAYMENT_VIEWS)[number] | undefined
  provider?: string | undefined
  /** of webhooks: only what is not done; the one of this id; the page */
  only?: 'open' | undefined
  id?: string | undefined
  page?: number | undefined
}

export const readPaymentsSearch = (raw: Record<string, unknown>): PaymentsSearch => ({
  view: oneOf(PAYMENT_VIEWS, raw.view),
  provider: typeof raw.provider === 'string' && /^[a-z0-9-]{1,50}$/.test(raw.provider) ? raw.provider : undefined,
  only: oneOf(['open'], raw.only),
  id: textOf(raw.id),
  page: pageOf(raw.page),
})
