import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { api } from '#admin/api/api.ts'
import { isApiError } from '#admin/api/client.ts'
import { tell } from '#admin/parts/tell.ts'
import { isSame } from '#admin/parts/typed-since.ts'
import { fieldErrors } from '#admin/parts/use-field-errors.ts'
import { missingFor } from '#admin/products/not-for-sale.ts'
import { draftOf, type Form, newDraft, type ProductDraft } from '#admin/products/product-draft.ts'
import { type FieldErrors, inputOf } from '#admin/products/product-input.ts'
import { draftAfterSave, otherLevels, withLevels } from '#admin/products/product-meanwhile.ts'
import { productQuery } from '#admin/products/product-queries.ts'
import type { ProductInput } from '#modules/catalog/contract.ts'
import type { Settings } from '#modules/settings/contract.ts'

const FIRST_LANGUAGE = 'en'

/** The state of the product form: the draft, what is wrong with it, whether it differs from the shop, and saving it. */
export const useProductEditor = (form: Form | undefined, shop: Settings) => {
  const [read, setRead] = useState<ProductDraft>(() => (form ? draftOf(form) : newDraft()))
  const [draft, setDraft] = useState(read)
  const [errors, setErrors] = useState<FieldErrors>({})
  const isDirty = useMemo(() => !isSame(draft, read), [draft, read])
  const start = useCallback((from: ProductDraft, goOn?: (now: ProductDraft) => ProductDraft) => {
    setRead(from)
    setDraft(goOn ?? from)
    setErrors({})
  }, [])
  const recount = (newest: Form) => {
    setErrors((before) => ({ ...before, ...otherLevels(draft, newest) }))
    setRead((before) => withLevels(before, newest))
    setDraft((before) => withLevels(before, newest))
  }
  const saving = useSaving({ isNew: !form, start, fail: setErrors, recount, draft, currencies: shop.currencies })
  const change = useCallback((part: Partial<ProductDraft> | ((draft: ProductDraft) => ProductDraft)) => {
    setDraft((before) => (typeof part === 'function' ? part(before) : { ...before, ...part }))
  }, [])
  const save = () => {
    if (saving.isPending) return
    const checked = inputOf(draft, shop.locales[0] ?? FIRST_LANGUAGE)
    setErrors(checked.errors)
    if (Object.keys(checked.errors).length === 0) saving.mutate({ input: checked.input, sent: draft })
  }
  return {
    draft,
    errors,
    shop,
    isDirty,
    change,
    save,
    start,
    isSaving: saving.isPending,
    isUnsent: isDirty && !(saving.isPending && isSame(draft, saving.variables.sent)),
    failure: saving.error,
    isStale: isApiError(saving.error, 'STALE'),
    discard: () => {
      start(read)
      saving.reset()
    },
    forget: saving.reset,
  }
}

export type ProductEditor = ReturnType<typeof useProductEditor>

type Saving = {
  /** the page is that of a product that is not there yet */
  isNew: boolean
  start(from: ProductDraft, goOn: (now: ProductDraft) => ProductDraft): void
  fail(errors: FieldErrors): void
  recount(newest: Form): void
  draft: ProductDraft
  currencies: string[]
}
type Sent = { input: ProductInput; sent: ProductDraft }

const useSaving = ({ isNew, start, fail, recount, draft, currencies }: Saving) => {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const readAgain = (product_id: string) => cache.fetchQuery({ ...productQuery(product_id), staleTime: 0 })
  return useMutation({
    mutationFn: async ({ input }: Sent) => {
      const { product_id } = input
      const saved = await (product_id ? api.catalog.updateProduct({ ...input, product_id }) : api.catalog.createProduct(input))
      return readAgain(saved.product_id)
    },
    meta: { shows_its_error: true },
    onSuccess: async (form, { input, sent }) => {
      const { product_id } = form
      void cache.invalidateQueries({ queryKey: ['products', 'list'] })
      const [missing = ''] = missingFor(sent, currencies)
      tell(`${input.product_id ? 'Product saved' : 'Product added'}${missing && `. ${missing}`}`)
      const saved = draftOf(form)
      start(saved, (now) => draftAfterSave({ sent, now, saved }))
      const isTypedOn = !isSame(draft, sent) // its own page would not know of it
      if (isNew && !isTypedOn)
        await navigate({ to: '/products/$productId', params: { productId: product_id }, replace: true, ignoreBlocker: true })
    },
    onError: async (error, { input }) => {
      fail(errorsOf(error, draft))
      if (input.product_id && isApiError(error, 'STOCK_CHANGED')) recount(await readAgain(input.product_id))
    },
  })
}

/** What the shop found wrong, at the fields of the form: stock is named by its variant there, prices by their place among those sent. */
const errorsOf = (error: unknown, { variants }: ProductDraft): FieldErrors => {
  if (isApiError(error, 'BELOW_RESERVED') || isApiError(error, 'STOCK_CHANGED')) {
    const at = variants.findIndex(({ variant_id }) => variant_id === error.problem.variant_id)
    if (at !== -1) return { [`variants.${at}.on_hand`]: error.message }
  }
  return Object.fromEntries(Object.entries(fieldErrors(error)).map(([field, message]) => [priceField(field, variants), message]))
}

const priceField = (field: string, variants: ProductDraft['variants']) =>
  field.replace(/^variants\.(\d+)\.prices\.(\d+)/, (all, variant: string, price: string) => {
    const sent = Object.entries(variants[Number(variant)]?.prices ?? {}).filter(([, { amount }]) => amount.trim())
    return sent[Number(price)] ? `variants.${variant}.prices.${sent[Number(price)]?.[0]}` : all
  })
