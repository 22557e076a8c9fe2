/** A price list while it is being edited, and what is sent of it and its entries. */
import { notAnAmount } from '#admin/parts/amounts.ts'
import { parseAmount, showMoney, typedAmount } from '#admin/parts/money.ts'
import { newId } from '#admin/parts/new-id.ts'
import { parseCount, parsePercent, parseTime, showPercent, typedPercent, typedTime } from '#admin/parts/typed.ts'
import type { FieldErrors } from '#admin/parts/use-editor.ts'
import type { ListPrice, PriceList, SavePriceList } from '#modules/pricing/contract.ts'

export type ListDraft = {
  list_id: string
  version: number
  title: string
  kind: PriceList['kind']
  customer_group: string
  starts_at: string
  ends_at: string
  percent: string
  is_active: boolean
}

export const newList = (): ListDraft => ({
  list_id: newId(),
  version: 0,
  title: '',
  kind: 'sale',
  customer_group: '',
  starts_at: '',
  ends_at: '',
  percent: '',
  is_active: true,
})

export const draftOf = (list: PriceList): ListDraft => ({
  list_id: list.list_id,
  version: list.version,
  title: list.title,
  kind: list.kind,
  customer_group: list.customer_group ?? '',
  starts_at: typedTime(list.starts_at),
  ends_at: typedTime(list.ends_at),
  percent: list.off_basis_points === null ? '' : typedPercent(list.off_basis_points),
  is_active: list.is_active,
})

export const inputOf = (draft: ListDraft): { input: SavePriceList; errors: FieldErrors } => {
  const errors: FieldErrors = {}
  if (!draft.title.trim()) errors.title = 'Give the list a title'
  const group = draft.kind === 'list' ? draft.customer_group.trim() : ''
  if (group && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(group)) errors.customer_group = 'Small letters, digits and hyphens, such as trade'
  const off = draft.percent.trim() ? parsePercent(draft.percent) : null
  if (off === undefined || off === 0) errors.off_basis_points = 'A percentage above 0 and up to 100; empty for none'
  const input: SavePriceList = {
    list_id: draft.list_id,
    ...(draft.version > 0 ? { version: draft.version } : {}),
    title: draft.title.trim(),
    kind: draft.kind,
    customer_group: group || null,
    starts_at: parseTime(draft.starts_at),
    ends_at: parseTime(draft.ends_at),
    off_basis_points: off || null,
    is_active: draft.is_active,
  }
  if (input.starts_at && input.ends_at && input.ends_at <= input.starts_at) errors.ends_at = 'It ends after it starts'
  return { input, errors }
}

/** Entries as typed: the same for all variants that were chosen. */
export type EntryDraft = {
  variant_ids: string[]
  currency: string
  min_quantity: string
  how: 'amount' | 'percent'
  amount: string
  percent: string
}

export const entryDraftOf = ({ variant_id, currency, min_quantity = 1, amount, off_basis_points }: ListPrice): EntryDraft => ({
  variant_ids: [variant_id],
  currency,
  min_quantity: String(min_quantity),
  how: amount === undefined ? 'percent' : 'amount',
  amount: amount === undefined ? '' : typedAmount(amount, currency),
  percent: off_basis_points === undefined ? '' : typedPercent(off_basis_points),
})

export const entriesOf = (draft: EntryDraft): { prices: ListPrice[]; errors: FieldErrors } => {
  const errors: FieldErrors = {}
  const { currency } = draft
  const min_quantity = parseCount(draft.min_quantity, 1, 10_000)
  if (draft.variant_ids.length === 0) errors.variant_ids = 'Choose at least one'
  if (min_quantity === undefined) errors.min_quantity = 'A whole number from 1 to 10,000'
  const price = draft.how === 'amount' ? parseAmount(draft.amount, currency) : parsePercent(draft.percent)
  if (draft.how === 'amount' && (price === undefined || price < 0)) errors.amount = notAnAmount(currency)
  if (draft.how === 'percent' && !price) errors.off_basis_points = 'A percentage above 0 and up to 100'
  const part = draft.how === 'amount' ? { amount: price ?? 0 } : { off_basis_points: price ?? 0 }
  return { prices: draft.variant_ids.map((variant_id) => ({ variant_id, currency, min_quantity: min_quantity ?? 1, ...part })), errors }
}

export const priceWords = ({ amount, off_basis_points, currency }: ListPrice): string =>
  amount === undefined ? `${showPercent(off_basis_points ?? 0)} off` : showMoney({ amount, currency })
