import { Button } from '@mantine/core'
import { IconCopy, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '#admin/api/api.ts'
import { newId } from '#admin/parts/new-id.ts'
import { tell } from '#admin/parts/tell.ts'
import type { Promotion } from '#admin/promotions/promotion-queries.ts'

type Props = { promotion: Promotion; isDirty: boolean; onChanged(promotion: Promotion): void }

/** Pausing works at once, whatever else is being edited; a copy is made of what is saved. */
export const PromotionMenu = ({ promotion: { promotion_id, paused_at }, isDirty, onChanged }: Props) => {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const changed = () => cache.invalidateQueries({ queryKey: ['promotions'] })
  const pausing = useMutation({
    mutationFn: () => api.promotions.pausePromotion({ promotion_id, is_paused: paused_at === null }),
    onSuccess: (saved) => {
      tell(saved.paused_at ? 'The promotion is paused' : 'The promotion goes on')
      onChanged(saved)
      void changed()
    },
  })
  const copying = useMutation({
    mutationFn: () => api.promotions.duplicatePromotion({ promotion_id, new_promotion_id: newId() }),
    onSuccess: async (copy) => {
      tell('The copy is paused and has no codes yet')
      void changed()
      await navigate({ to: '/promotions/$promotionId', params: { promotionId: copy.promotion_id } })
    },
  })
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconCopy size={16} />}
        loading={copying.isPending}
        disabled={isDirty}
        onClick={() => copying.mutate()}
      >
        Duplicate
      </Button>
      <Button
        variant="default"
        leftSection={paused_at ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
        loading={pausing.isPending}
        disabled={isDirty}
        onClick={() => pausing.mutate()}
      >
        {paused_at ? 'Let it go on' : 'Pause'}
      </Button>
    </>
  )
}
