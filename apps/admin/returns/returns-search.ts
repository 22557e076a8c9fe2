import { oneOf, pageOf } from '#admin/parts/url-state.ts'

export const RETURN_VIEWS = ['requested', 'approved', 'received', 'settled', 'refused', 'called_off'] as const

export type ReturnsSearch = { state?: (typeof RETURN_VIEWS)[number] | undefined; page?: number | undefined }

export const readReturnsSearch = (raw: Record<string, unknown>): ReturnsSearch => ({
  state: oneOf(RETURN_VIEWS, raw.state),
  page: pageOf(raw.page),
})
