import type { Tone } from '#admin/parts/tone-badge.tsx'
import type { ProductStatus } from '#admin/products/products-search.ts'

export const STATUSES: Record<ProductStatus, { title: string; tone: Tone; text: string }> = {
  active: { title: 'Active', tone: 'green', text: 'On sale in the shop' },
  draft: { title: 'Draft', tone: 'amber', text: 'Only staff see it' },
  archived: { title: 'Archived', tone: 'stone', text: 'No longer sold, kept for the records' },
}
