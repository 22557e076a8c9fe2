/** Payments by hand are a plugin's, so they have no contract here: that money was paid out is said to it. */
import { request } from '#admin/api/client.ts'

export const manualPaymentRoutes = {
  markPaidOut: (refund_id: string): Promise<unknown> =>
    request({
      method: 'POST',
      url: `/api/manual-payments/to-pay-out/${encodeURIComponent(refund_id)}/done`,
      type: 'application/json',
      body: '{}',
    }),
}
