/** What happened to a product while it was edited here: units were sold, or its own save came back while more was typed. */
import { isSame, rowsTypedSince, typedSince } from '#admin/parts/typed-since.ts'
import type { DraftVariant, Form, ProductDraft } from '#admin/products/product-draft.ts'
import type { FieldErrors } from '#admin/products/product-input.ts'

/** The draft with the units that are on the shelf now. Where somebody typed, that stays, and is sent with the new level as the one that was seen. */
export const withLevels = (draft: ProductDraft, form: Form): ProductDraft => {
  const level_of = levelsOf(form)
  const variants = draft.variants.map((variant) => {
    const level = level_of.get(variant.variant_id ?? '')
    if (!level) return variant
    const on_hand_read = String(level.on_hand)
    const on_hand = isCounted(variant) ? variant.on_hand : on_hand_read
    return { ...variant, on_hand, on_hand_read, reserved: level.reserved }
  })
  return { ...draft, variants }
}

/** The counts of a draft that began at a level which is no longer so, each at its field. */
export const otherLevels = ({ variants }: ProductDraft, form: Form): FieldErrors => {
  const level_of = levelsOf(form)
  return Object.fromEntries(
    variants.flatMap((variant, index) => {
      const level = level_of.get(variant.variant_id ?? '')
      const { on_hand, on_hand_read } = variant
      if (!level || !isCounted(variant) || String(level.on_hand) === on_hand_read) return []
      return [[`variants.${index}.on_hand`, `There are ${level.on_hand} by now, not ${on_hand_read}. Look again before saving ${on_hand}.`]]
    }),
  )
}

const isCounted = ({ on_hand, on_hand_read }: DraftVariant) => on_hand !== on_hand_read

const levelsOf = ({ variants }: Form) => new Map(variants.map((variant) => [variant.variant_id, variant]))

/**
 * The draft after `sent` was saved: what was typed since stays, and a variant that was made has its id. Stock that was typed since was typed
 * over what stood in the field, which is therefore the level that was seen.
 */
export const draftAfterSave = ({ sent, now, saved }: { sent: ProductDraft; now: ProductDraft; saved: ProductDraft }): ProductDraft => {
  const draft = typedSince({ sent, now, saved })
  if (isSame(now.variants, sent.variants)) return draft
  const rows = rowsTypedSince({ sent: sent.variants, now: now.variants }, ({ variant_id, sku }) =>
    saved.variants.find((one) => (variant_id ? one.variant_id === variant_id : one.sku === sku.trim())),
  )
  const stood = new Map(sent.variants.map(({ key, on_hand }) => [key, on_hand]))
  const variants = rows.map((row, index) => {
    const on_hand_read = stood.get(row.key)
    return on_hand_read === undefined || now.variants[index]?.on_hand === on_hand_read ? row : { ...row, on_hand_read }
  })
  return { ...draft, variants }
}
