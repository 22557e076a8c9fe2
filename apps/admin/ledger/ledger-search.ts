import { oneOf } from '#admin/parts/url-state.ts'
import { Account } from '#modules/ledger/contract.ts'

export const LEDGER_VIEWS = ['entries', 'balances', 'open', 'differences'] as const
export type LedgerView = (typeof LEDGER_VIEWS)[number]
export type LedgerSearch = {
  view?: LedgerView | undefined
  account?: Account | undefined
  from?: string | undefined
  to?: string | undefined
  order?: string | undefined
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const matching = (pattern: RegExp, value: unknown) => (typeof value === 'string' && pattern.test(value) ? value : undefined)

export const readLedgerSearch = (raw: Record<string, unknown>): LedgerSearch => ({
  view: oneOf(LEDGER_VIEWS, raw.view),
  account: oneOf(Account.enum, raw.account),
  from: matching(DAY, raw.from),
  to: matching(DAY, raw.to),
  order: matching(ID, raw.order),
})
