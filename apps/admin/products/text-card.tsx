import { Card, Stack, Tabs, Textarea, TextInput, Title } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { languageName } from '#admin/parts/words.ts'
import type { ProductEditor } from '#admin/products/use-product-editor.ts'

const EMPTY = { title: '', description: '' }

/** Title and description, a tab for each language of the shop; the first language is what others fall back to. */
export const TextCard = ({ editor }: { editor: ProductEditor }) => {
  const { locales } = editor.shop
  const [first = 'en'] = locales
  if (locales.length < 2)
    return (
      <Card>
        <Title order={2} mb="md">
          Text
        </Title>
        <Fields editor={editor} locale={first} isFirst />
      </Card>
    )
  return (
    <Card>
      <Tabs defaultValue={first} keepMounted={false}>
        <Tabs.List mb="md" aria-label="Languages">
          {locales.map((locale) => (
            <Tabs.Tab key={locale} value={locale} rightSection={<Missing editor={editor} locale={locale} />}>
              {languageName(locale)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {locales.map((locale) => (
          <Tabs.Panel key={locale} value={locale}>
            <Fields editor={editor} locale={locale} isFirst={locale === first} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Card>
  )
}

type FieldsProps = { editor: ProductEditor; locale: string; isFirst: boolean }

const Fields = ({ editor: { draft, errors, change }, locale, isFirst }: FieldsProps) => {
  const text = draft.translations[locale] ?? EMPTY
  const set = (part: Partial<typeof EMPTY>) => change({ translations: { ...draft.translations, [locale]: { ...text, ...part } } })
  return (
    <Stack gap="md" lang={locale}>
      <TextInput
        label="Title"
        required={isFirst}
        maxLength={255}
        value={text.title}
        error={errors[`translations.${locale}.title`]}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <Textarea
        label="Description"
        description="Plain text; an empty line begins a new paragraph"
        autosize
        minRows={4}
        maxRows={16}
        maxLength={20_000}
        value={text.description}
        error={errors[`translations.${locale}.description`]}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
    </Stack>
  )
}

const Missing = ({ editor: { draft, errors }, locale }: { editor: ProductEditor; locale: string }) => {
  const isWrong = Object.keys(errors).some((field) => field.startsWith(`translations.${locale}.`))
  if (!isWrong && draft.translations[locale]?.title.trim()) return null
  const colour = isWrong ? 'var(--mantine-color-error)' : 'var(--souk-amber-dot)'
  return <IconAlertCircle size={15} color={colour} role="img" aria-label={isWrong ? 'needs another look' : 'missing'} />
}
