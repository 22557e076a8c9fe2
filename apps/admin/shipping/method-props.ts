import type { FieldErrors } from '#admin/parts/use-editor.ts'
import type { DraftMethod } from '#admin/shipping/shipping-drafts.ts'
import type { Settings } from '#modules/settings/contract.ts'

/** What every part of the form of one way of shipping is handed. */
export type MethodProps = {
  method: DraftMethod
  /** the path under which errors name this method */
  at: string
  errors: FieldErrors
  shop: Settings
  set(part: Partial<DraftMethod>): void
}
