import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { api } from '#admin/api/api.ts'
import { isApiError } from '#admin/api/client.ts'
import { tell } from '#admin/parts/tell.ts'
import { fieldErrors } from '#admin/parts/use-field-errors.ts'
import { missingFor } from '#admin/products/not-for-sale.ts'
import { draftOf, type Form, newDraft, type ProductDraft } from '#admin/products/product-draft.ts'
import { type FieldErrors, inputOf } from '#admin/products/product-input.ts'
import { productQuery } from '#admin/products/product-queries.ts'
import type { Settings } from '#modules/settings/contract.ts'

const FIRST_LANGUAGE = 'en'

/** The state of the product form: the draft, what is wrong with it, whether it differs from the shop, and saving it. */
export const useProductEditor = (form: Form | undefined, shop: Settings) => {
  const [read, setRead] = useState<ProductDraft>(() => (form ? draftOf(form) : newDraft()))
  const [draft, setDraft] = useState(read)
  const [errors, setErrors] = useState<FieldErrors>({})
  const isDirty = useMemo(() => JSON.stringify(draft) !== JSON.stringify(read), [draft, read])
  const start = useCallback((from: ProductDraft) => {
    setRead(from)
    setDraft(from)
    setErrors({})
  }, [])
  const saving = useSaving({ start, fail: setErrors, draft, currencies: shop.currencies })
  const change = useCallback((part: Partial<ProductDraft> | ((draft: ProductDraft) => ProductDraft)) => {
    setDraft((before) => (typeof part === 'function' ? part(before) : { ...before, ...part }))
  }, [])
  const save = () => {
    if (saving.isPending) return
    const checked = inputOf(draft, shop.locales[0] ?? FIRST_LANGUAGE)
    setErrors(checked.errors)
    if (Object.keys(checked.errors).length === 0) saving.mutate(checked.input)
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

type Saving = { start(draft: ProductDraft): void; fail(errors: FieldErrors): void; draft: ProductDraft; currencies: string[] }

const useSaving = ({ start, fail, draft, currencies }: Saving) => {
  const cache = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (input: ReturnType<typeof inputOf>['input']) =>
      input.product_id ? api.catalog.updateProduct({ ...input, product_id: input.product_id }) : api.catalog.createProduct(input),
    meta: { shows_its_error: true },
    onSuccess: async ({ product_id }, input) => {
      void cache.invalidateQueries({ queryKey: ['products', 'list'] })
      const [missing = ''] = missingFor(draft, currencies)
      tell(`${input.product_id ? 'Product saved' : 'Product added'}${missing && `. ${missing}`}`)
      const saved = await cache.fetchQuery({ ...productQuery(product_id), staleTime: 0 })
      start(draftOf(saved))
      if (!input.product_id)
        await navigate({ to: '/products/$productId', params: { productId: product_id }, replace: true, ignoreBlocker: true })
    },
    onError: (error) => fail(errorsOf(error, draft)),
  })
}

/** What the shop found wrong, at the fields of the form: stock is named by its variant there, prices by their place among those sent. */
const errorsOf = (error: unknown, { variants }: ProductDraft): FieldErrors => {
  if (isApiError(error, 'BELOW_RESERVED')) {
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
