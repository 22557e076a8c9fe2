import { Card, Radio, SimpleGrid, Stack, Switch, Textarea, TextInput, Title } from '@mantine/core'
import type { ChangeEvent } from 'react'
import { languageName } from '#admin/parts/words.ts'
import type { PromotionDraft } from '#admin/promotions/promotion-draft.ts'
import type { PromotionEditor } from '#admin/promotions/use-promotion-editor.ts'

type Props = { editor: PromotionEditor; locales: string[] }

/** What shoppers read beside the discount, and whether they need a code. */
export const NameCard = ({ editor: { draft, errors, change }, locales }: Props) => (
  <Card>
    <Stack gap="md">
      <Title order={2}>Name</Title>
      <TextInput
        label="Title"
        description="Shoppers read it beside the discount"
        required
        maxLength={200}
        value={draft.title}
        error={errors.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      {locales.slice(1).map((locale) => (
        <TextInput
          key={locale}
          label={`Title, ${languageName(locale)}`}
          lang={locale}
          placeholder={draft.title}
          maxLength={200}
          value={draft.titles[locale] ?? ''}
          error={errors[`titles.${locale}`]}
          onChange={(event) => change({ titles: { ...draft.titles, [locale]: event.currentTarget.value } })}
        />
      ))}
      <Radio.Group
        label="How shoppers get it"
        value={draft.trigger}
        onChange={(value) => change({ trigger: value === 'code' ? 'code' : 'automatic' })}
      >
        <Stack gap="xs" mt={6}>
          <Radio value="automatic" label="By itself" description="Every order that fits gets it" />
          <Radio value="code" label="With a code" description="Only orders with one of its codes get it" />
        </Stack>
      </Radio.Group>
      {draft.trigger === 'code' && (draft.version === 0 || draft.codes) && (
        <Textarea
          label="Its first code"
          description="Letters, digits and hyphens; case makes no difference. Several: one a line. More are added once it is saved"
          placeholder="AUTUMN10"
          autosize
          minRows={1}
          maxRows={6}
          value={draft.codes}
          error={errors.codes}
          onChange={(event) => change({ codes: event.currentTarget.value })}
        />
      )}
    </Stack>
  </Card>
)

type Text = 'starts_at' | 'ends_at' | 'limit_total' | 'limit_per_customer' | 'limit_per_code' | 'priority'

const fieldOf =
  ({ draft, errors, change }: PromotionEditor) =>
  (field: Text) => ({
    value: draft[field],
    error: errors[field],
    onChange: (event: ChangeEvent<HTMLInputElement>) => change({ [field]: event.currentTarget.value }),
  })

export const PeriodCard = ({ editor }: { editor: PromotionEditor }) => {
  const field = fieldOf(editor)
  return (
    <Card>
      <Stack gap="md">
        <Title order={2}>Period and limits</Title>
        <TextInput type="datetime-local" label="From" description="Empty: from now on" {...field('starts_at')} />
        <TextInput type="datetime-local" label="Until" description="Empty: without an end" {...field('ends_at')} />
        <SimpleGrid cols={{ base: 1, xs: 2, md: 1 }}>
          <TextInput label="Uses in all" placeholder="No limit" inputMode="numeric" {...field('limit_total')} />
          <TextInput label="Uses by one customer" placeholder="No limit" inputMode="numeric" {...field('limit_per_customer')} />
          {editor.draft.trigger === 'code' && (
            <TextInput label="Uses of one code" placeholder="No limit" inputMode="numeric" {...field('limit_per_code')} />
          )}
        </SimpleGrid>
      </Stack>
    </Card>
  )
}

const BASES: { value: PromotionDraft['tax_basis']; label: string; description: string }[] = [
  { value: 'before_tax', label: 'Lowers the price, and the tax with it', description: 'The usual way: a discount of the shop' },
  { value: 'after_tax', label: 'Is paid by someone else', description: 'Tax is due on the full price, as for a voucher of a maker' },
]

/** How it goes along with others. */
export const TogetherCard = ({ editor }: { editor: PromotionEditor }) => {
  const { draft, errors, change } = editor
  return (
    <Card>
      <Stack gap="md">
        <Title order={2}>Together with others</Title>
        <Switch
          label="Stands alone"
          description="Combines with no other promotion; holds when it takes off more than they do"
          checked={draft.is_exclusive}
          onChange={(event) => change({ is_exclusive: event.currentTarget.checked })}
        />
        {!draft.is_exclusive && (
          <TextInput
            label="Only one of the group"
            description="Of promotions with the same word here, the best for the shopper holds"
            placeholder="Such as autumn"
            maxLength={50}
            value={draft.exclusion_group}
            error={errors.exclusion_group}
            onChange={(event) => change({ exclusion_group: event.currentTarget.value })}
          />
        )}
        <TextInput
          label="Priority"
          description="Higher is taken off first; percentages are of what is left then"
          inputMode="numeric"
          {...fieldOf(editor)('priority')}
        />
        <Radio.Group
          label="Tax"
          value={draft.tax_basis}
          onChange={(value) => change({ tax_basis: value === 'after_tax' ? 'after_tax' : 'before_tax' })}
        >
          <Stack gap="xs" mt={6}>
            {BASES.map((basis) => (
              <Radio key={basis.value} {...basis} />
            ))}
          </Stack>
        </Radio.Group>
      </Stack>
    </Card>
  )
}
