import type { OfferedMethod } from '#modules/payments/provider.ts'

export const BANK_TRANSFER = 'bank-transfer'
export const CASH_ON_DELIVERY = 'cash-on-delivery'

/** How long goods usually wait for a transfer: a bank takes a day or two, people take the rest. */
const TRANSFER_DAYS = 7
/** By when the money of a parcel that is paid at the door has usually come. It is promised from the beginning, so its goods are kept without an end. */
const DELIVERY_DAYS = 14

export type ManualMethods = { bank_transfer_to?: string | undefined; has_cash_on_delivery: boolean }

/** Both are known to the shop at all times, so that payments of a method that is offered no longer can be finished. */
export const manualMethods = ({ bank_transfer_to, has_cash_on_delivery }: ManualMethods): OfferedMethod[] => [
  {
    ...{
      method: BANK_TRANSFER,
      title: 'Bank transfer',
      is_test: false,
      is_offered: bank_transfer_to !== undefined,
      waits_days: TRANSFER_DAYS,
    },
    ...(bank_transfer_to !== undefined && { params: { account: bank_transfer_to } }),
    text: `Transfer the amount to ${bank_transfer_to ?? 'our account'} and name the number of your order.`,
  },
  {
    ...{ method: CASH_ON_DELIVERY, title: 'Cash on delivery', is_test: false, is_offered: has_cash_on_delivery },
    waits_days: DELIVERY_DAYS,
    text: 'Pay whoever brings the parcel.',
  },
]
