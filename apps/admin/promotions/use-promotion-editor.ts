import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { newId } from '#admin/parts/new-id.ts'
import { tell, tellFailure } from '#admin/parts/tell.ts'
import { useEditor } from '#admin/parts/use-editor.ts'
import { draftOf, type PromotionDraft } from '#admin/promotions/promotion-draft.ts'
import { codesOf, inputOf } from '#admin/promotions/promotion-input.ts'
import { promotionQuery } from '#admin/promotions/promotion-queries.ts'

/** The form of a promotion: version 0 is one that is not there yet. */
export const usePromotionEditor = (read: PromotionDraft) => {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const { promotion_id } = read
  const [batch_id] = useState(newId)
  return useEditor({
    read,
    check: (draft) => {
      const { input, errors } = inputOf(draft)
      return { input: { ...input, version: draft.version, codes: codesOf(draft) }, errors }
    },
    save: async ({ version, codes, ...input }) => {
      const saved =
        version > 0
          ? await api.promotions.updatePromotion({ promotion_id, version, ...input })
          : await api.promotions.createPromotion({ promotion_id, ...input })
      // It is there now: a code that is taken is told, and its page, which says that it waits for one, asks for another.
      if (codes.length > 0) await api.promotions.addCodes({ promotion_id, batch_id, codes }).catch(tellFailure)
      return saved
    },
    draftOf,
    readAgain: async () => draftOf((await cache.fetchQuery({ ...promotionQuery(promotion_id), staleTime: 0 })).promotion),
    onSaved: ({ version }, isTypedOn) => {
      tell(version === 1 ? 'Promotion added' : 'Promotion saved')
      void cache.invalidateQueries({ queryKey: ['promotions'] })
      if (read.version === 0 && !isTypedOn)
        void navigate({ to: '/promotions/$promotionId', params: { promotionId: promotion_id }, replace: true, ignoreBlocker: true })
    },
  })
}

export type PromotionEditor = ReturnType<typeof usePromotionEditor>
