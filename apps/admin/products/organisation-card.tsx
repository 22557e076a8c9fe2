import { Card, MultiSelect, Radio, Select, Stack, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { categoriesQuery } from '#admin/categories/category-queries.ts'
import { pathsOf, treeOf } from '#admin/categories/category-tree.ts'
import { oneOf } from '#admin/parts/url-state.ts'
import { slugOf } from '#admin/products/product-draft.ts'
import { STATUSES } from '#admin/products/product-words.ts'
import type { ProductEditor } from '#admin/products/use-product-editor.ts'
import { taxQuery } from '#admin/taxes/tax-queries.ts'
import { Status } from '#modules/catalog/contract.ts'

/** Whether it is on sale, and where it is found. */
export const OrganisationCard = ({ editor: { draft, errors, change, shop } }: { editor: ProductEditor }) => {
  const { data } = useQuery(categoriesQuery(shop.locales[0]))
  const { data: taxes } = useQuery(taxQuery)
  const classes = (taxes?.choices.classes ?? []).map(({ tax_class, title }) => ({ value: tax_class, label: title }))
  const places = pathsOf(treeOf(data?.categories ?? [])).map(({ category_id, path }) => ({ value: category_id, label: path }))
  const proposed = slugOf(draft.translations[shop.locales[0] ?? '']?.title ?? '')
  return (
    <Card>
      <Stack gap="lg">
        <Title order={2}>Status and place</Title>
        <Radio.Group
          label="Status"
          value={draft.status}
          onChange={(value) => change({ status: oneOf(Status.enum, value) ?? draft.status })}
        >
          <Stack gap="xs" mt={6}>
            {Status.enum.map((status) => (
              <Radio key={status} value={status} label={STATUSES[status].title} description={STATUSES[status].text} />
            ))}
          </Stack>
        </Radio.Group>
        <MultiSelect
          label="Categories"
          placeholder={draft.category_ids.length ? undefined : 'Choose where it is found'}
          data={places}
          value={draft.category_ids}
          onChange={(category_ids) => change({ category_ids })}
          error={errors.category_ids}
          searchable
          maxValues={50}
          nothingFoundMessage="No such category"
        />
        <TextInput
          label="Brand"
          maxLength={100}
          value={draft.brand}
          error={errors.brand}
          onChange={(event) => change({ brand: event.currentTarget.value })}
        />
        <Select
          label="Tax class"
          description="Its rate is that of the place it is sent to"
          data={
            classes.some(({ value }) => value === draft.tax_class)
              ? classes
              : [...classes, { value: draft.tax_class, label: draft.tax_class }]
          }
          allowDeselect={false}
          value={draft.tax_class}
          error={errors.tax_class}
          onChange={(tax_class) => change({ tax_class: tax_class ?? draft.tax_class })}
        />
        <TextInput
          label="Address"
          description={`/p/${draft.slug || proposed || '…'}`}
          placeholder={proposed}
          maxLength={200}
          value={draft.slug}
          error={errors.slug}
          onChange={(event) => change({ slug: event.currentTarget.value })}
          onBlur={() => change({ slug: slugOf(draft.slug) })}
        />
      </Stack>
    </Card>
  )
}
