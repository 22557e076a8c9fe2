import { Alert, Button, Group, Modal, Select, Skeleton, Stack, Tabs, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { type Texts, useCategoryTexts, written } from '#admin/categories/category-texts.ts'
import { type Node, placesFor } from '#admin/categories/category-tree.ts'
import { askBeforeDeleting, useCategoriesChanged } from '#admin/categories/use-categories-changed.tsx'
import { messageOf, tell } from '#admin/parts/tell.ts'
import { fieldErrors } from '#admin/parts/use-field-errors.ts'
import { languageName } from '#admin/parts/words.ts'

/** A category that exists, or a new one below `parent_id`. */
export type Edited = { parent_id: string | null; category?: Node }

type Props = { edited: Edited; tree: Node[]; locales: string[]; onClose(): void }

export const CategoryDialog = (props: Props) => {
  const { category } = props.edited
  const texts = useCategoryTexts(category?.category_id, props.locales)
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={category ? `Edit ${category.title}` : 'Add a category'}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {texts ? <Form {...props} read={texts} /> : <Skeleton h={220} />}
    </Modal>
  )
}

const Form = ({ edited: { category, parent_id }, tree, locales, read, onClose }: Props & { read: Texts }) => {
  const [texts, setTexts] = useState(read)
  const [parent, setParent] = useState(parent_id)
  const [slug, setSlug] = useState(category?.slug ?? '')
  const changed = useCategoriesChanged(onClose)
  const saving = useMutation({
    mutationFn: () =>
      api.catalog.saveCategory({
        category_id: category?.category_id,
        parent_id: parent,
        slug: slug.trim() || undefined,
        translations: written(texts),
      }),
    meta: { shows_its_error: true },
    onSuccess: () => [tell('Category saved'), changed()],
  })
  const removal = useMutation({
    mutationFn: (category_id: string) => api.catalog.deleteCategory({ category_id }),
    onSuccess: () => [tell('Category deleted'), changed()],
  })
  const wrong = fieldErrors(saving.error)
  const isNamed = Boolean(texts[locales[0] ?? '']?.title.trim())
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isNamed) saving.mutate()
      }}
    >
      <Stack gap="md">
        {saving.error && !wrong.slug && !wrong.parent_id && (
          <Alert color="red" role="alert">
            {messageOf(saving.error)}
          </Alert>
        )}
        <Languages {...{ locales, texts, setTexts }} />
        <Select
          label="Below"
          placeholder="At the top"
          data={placesFor(tree, category?.category_id).map(({ category_id, path }) => ({ value: category_id, label: path }))}
          value={parent}
          onChange={setParent}
          error={wrong.parent_id}
          clearable
          searchable
        />
        <TextInput
          label="Address"
          description="/c/… Left empty, it is made from the title"
          maxLength={200}
          value={slug}
          error={wrong.slug}
          onChange={(event) => setSlug(event.currentTarget.value)}
        />
        <Group justify="space-between" mt="xs">
          {category ? (
            <Button
              variant="subtle"
              color="red"
              loading={removal.isPending}
              onClick={() => askBeforeDeleting(category, () => removal.mutate(category.category_id))}
            >
              Delete
            </Button>
          ) : (
            <span />
          )}
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={saving.isPending} disabled={!isNamed}>
              Save
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  )
}

type LanguagesProps = { locales: string[]; texts: Texts; setTexts(texts: Texts): void }

const Languages = ({ locales, texts, setTexts }: LanguagesProps) => (
  <Tabs defaultValue={locales[0] ?? null}>
    {locales.length > 1 && (
      <Tabs.List mb="md" aria-label="Languages">
        {locales.map((locale) => (
          <Tabs.Tab key={locale} value={locale}>
            {languageName(locale)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    )}
    {locales.map((locale, index) => {
      const own = texts[locale] ?? { title: '', text: '' }
      const set = (part: Partial<typeof own>) => setTexts({ ...texts, [locale]: { ...own, ...part } })
      return (
        <Tabs.Panel key={locale} value={locale} lang={locale}>
          <Stack gap="md">
            <TextInput
              label="Title"
              required={index === 0}
              maxLength={255}
              value={own.title}
              data-autofocus={index === 0 || undefined}
              placeholder={index > 0 ? texts[locales[0] ?? '']?.title : undefined}
              onChange={(event) => set({ title: event.currentTarget.value })}
            />
            <Textarea
              label="Text"
              description="Shown above its products"
              autosize
              minRows={2}
              maxLength={5_000}
              value={own.text}
              onChange={(event) => set({ text: event.currentTarget.value })}
            />
          </Stack>
        </Tabs.Panel>
      )
    })}
  </Tabs>
)
