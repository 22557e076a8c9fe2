import { ActionIcon, Button, Menu, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconDots, IconExternalLink, IconQuestionMark, IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { tell } from '#admin/parts/tell.ts'
import type { DraftVariant } from '#admin/products/product-draft.ts'
import { WhyPrice } from '#admin/products/why-price.tsx'

type Props = { product_id: string; slug: string; title: string; isActive: boolean; variants: DraftVariant[]; currencies: string[] }

export const ProductMenu = ({ product_id, slug, title, isActive, variants, currencies }: Props) => {
  const [isAsking, setAsking] = useState(false)
  const cache = useQueryClient()
  const navigate = useNavigate()
  const removal = useMutation({
    mutationFn: () => api.catalog.deleteProduct({ product_id }),
    onSuccess: async () => {
      void cache.invalidateQueries({ queryKey: ['products', 'list'] })
      tell(`${title} was deleted`)
      await navigate({ to: '/products', ignoreBlocker: true })
    },
  })
  return (
    <>
      {isActive && (
        <Button component="a" href={`/p/${slug}`} target="_blank" variant="default" leftSection={<IconExternalLink size={16} />}>
          In the shop
        </Button>
      )}
      <Menu>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="More actions" loading={removal.isPending}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconQuestionMark size={16} />} onClick={() => setAsking(true)}>
            Why this price
          </Menu.Item>
          <Menu.Item
            c="var(--mantine-color-error)"
            leftSection={<IconTrash size={16} />}
            onClick={() => askBeforeDeleting(title, () => removal.mutate())}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isAsking && <WhyPrice {...{ variants, currencies }} onClose={() => setAsking(false)} />}
    </>
  )
}

const askBeforeDeleting = (title: string, onConfirm: () => void) =>
  modals.openConfirmModal({
    title: `Delete ${title || 'this product'}?`,
    children: (
      <Text fz="md">It leaves the shop for good. Orders keep what they need of it. To take it off sale for a while, archive it.</Text>
    ),
    labels: { confirm: 'Delete', cancel: 'Keep it' },
    confirmProps: { color: 'red' },
    closeButtonProps: { 'aria-label': 'Close' },
    onConfirm,
  })
