import { Group, MultiSelect, Radio, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { categoriesQuery } from '#admin/categories/category-queries.ts'
import { pathsOf, treeOf } from '#admin/categories/category-tree.ts'
import { GoodsPicker } from '#admin/parts/goods-picker.tsx'
import { type DraftScope, EVERYTHING } from '#admin/promotions/promotion-draft.ts'

type Props = { label: string; all?: string; value: DraftScope; onChange(scope: DraftScope): void }

const isAll = ({ variant_ids, product_ids, category_ids }: DraftScope) =>
  variant_ids.length + product_ids.length + category_ids.length === 0

/** Which goods are meant: all, or those that a category, a product or a variant names. */
export const ScopeFields = ({ label, all = 'All goods', value, onChange }: Props) => {
  const [isOpen, setOpen] = useState(!isAll(value))
  const choose = (choice: string) => {
    setOpen(choice === 'some')
    if (choice === 'all') onChange(EVERYTHING)
  }
  return (
    <Stack gap="sm">
      <Radio.Group label={label} value={isOpen || !isAll(value) ? 'some' : 'all'} onChange={choose}>
        <Group gap="lg" mt={6}>
          <Radio value="all" label={all} />
          <Radio value="some" label="Certain categories or products" />
        </Group>
      </Radio.Group>
      {(isOpen || !isAll(value)) && (
        <>
          <CategoryPicker value={value.category_ids} onChange={(category_ids) => onChange({ ...value, category_ids })} />
          <GoodsPicker
            kind="products"
            label="Products"
            value={value.product_ids}
            onChange={(product_ids) => onChange({ ...value, product_ids })}
          />
          <GoodsPicker
            kind="variants"
            label="Single variants"
            value={value.variant_ids}
            onChange={(variant_ids) => onChange({ ...value, variant_ids })}
          />
        </>
      )}
    </Stack>
  )
}

const CategoryPicker = ({ value, onChange }: { value: string[]; onChange(ids: string[]): void }) => {
  const { data } = useQuery(categoriesQuery())
  return (
    <MultiSelect
      label="Categories"
      description="With all categories below them"
      placeholder={value.length === 0 ? 'Choose categories' : undefined}
      data={pathsOf(treeOf(data?.categories ?? [])).map(({ category_id, path }) => ({ value: category_id, label: path }))}
      value={value}
      onChange={onChange}
      searchable
      nothingFoundMessage="No such category"
    />
  )
}
