import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '#admin/api/api.ts'
import { tell } from '#admin/parts/tell.ts'
import { useEditor } from '#admin/parts/use-editor.ts'
import { draftOf, type PromotionDraft } from '#admin/promotions/promotion-draft.ts'
import { inputOf } from '#admin/promotions/promotion-input.ts'
import { promotionQuery } from '#admin/promotions/promotion-queries.ts'

/** The form of a promotion: version 0 is one that is not there yet. */
export const usePromotionEditor = (read: PromotionDraft) => {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const { promotion_id } = read
  return useEditor({
    read,
    check: (draft) => {
      const { input, errors } = inputOf(draft)
      return { input: { ...input, version: draft.version }, errors }
    },
    save: ({ version, ...input }) =>
      version === 0
        ? api.promotions.createPromotion({ promotion_id, ...input })
        : api.promotions.updatePromotion({ promotion_id, version, ...input }),
    draftOf,
    readAgain: async () => draftOf((await cache.fetchQuery({ ...promotionQuery(promotion_id), staleTime: 0 })).promotion),
    onSaved: (_saved, draft) => {
      tell(draft.version === 0 ? 'Promotion added' : 'Promotion saved')
      void cache.invalidateQueries({ queryKey: ['promotions'] })
      if (draft.version === 0)
        void navigate({ to: '/promotions/$promotionId', params: { promotionId: promotion_id }, replace: true, ignoreBlocker: true })
    },
  })
}

export type PromotionEditor = ReturnType<typeof usePromotionEditor>
