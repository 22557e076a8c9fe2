import { oneOf } from '#admin/parts/url-state.ts'

export const PAYMENT_VIEWS = ['look', 'books', 'payouts'] as const
export type PaymentsSearch = { view?: (typeof PAYMENT_VIEWS)[number] | undefined; provider?: string | undefined }

export const readPaymentsSearch = (raw: Record<string, unknown>): PaymentsSearch => ({
  view: oneOf(PAYMENT_VIEWS, raw.view),
  provider: typeof raw.provider === 'string' && /^[a-z0-9-]{1,50}$/.test(raw.provider) ? raw.provider : undefined,
})
