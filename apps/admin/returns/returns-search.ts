import { oneOf, pageOf } from '#admin/parts/url-state.ts'
import { ReturnState } from '#modules/returns/contract.ts'

/** Those that go on by themselves need no view. */
export const RETURN_VIEWS = ReturnState.enum.filter((state) => state !== 'settling')

export type ReturnsSearch = { state?: (typeof RETURN_VIEWS)[number] | undefined; page?: number | undefined }

export const readReturnsSearch = (raw: Record<string, unknown>): ReturnsSearch => ({
  state: oneOf(RETURN_VIEWS, raw.state),
  page: pageOf(raw.page),
})
