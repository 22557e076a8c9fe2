import { oneOf } from '#admin/parts/url-state.ts'

export type OrderSearch = { tab?: 'recorder' | undefined }

export const readOrderSearch = (raw: Record<string, unknown>): OrderSearch => ({ tab: oneOf(['recorder'], raw.tab) })
