import { ActionIcon, Button, Grid, Group, MultiSelect, Radio, Select, Stack, Switch, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import { EditFrame } from '#admin/parts/edit-frame.tsx'
import { newId } from '#admin/parts/new-id.ts'
import { tell } from '#admin/parts/tell.ts'
import { oneOf } from '#admin/parts/url-state.ts'
import { type Editor, useEditor } from '#admin/parts/use-editor.ts'
import { countryName } from '#admin/parts/words.ts'
import { Section } from '#admin/settings/section.tsx'
import { PricesCard } from '#admin/taxes/prices-card.tsx'
import { type ChoicesDraft, choicesDraftOf, choicesInputOf } from '#admin/taxes/tax-drafts.ts'
import { type Choices, taxQuery } from '#admin/taxes/tax-queries.ts'
import { ClassKind } from '#modules/tax/contract.ts'
import { COUNTRIES } from '#platform/countries.ts'

const LABELS = {
  is_registered: 'whether the shop charges tax',
  registered_in: 'where it is registered',
  eu_scheme: 'sales to other EU states',
  cross_border: 'prices across borders',
  when_unchecked: 'VAT-IDs that could not be checked',
  vat_id: 'the VAT-ID',
  classes: 'the tax classes',
} as const

type Form = { editor: Editor<ChoicesDraft> }

/** How the shop is taxed, and its tax classes: one thing with one version. */
export const ChoicesForm = ({ choices, isAdmin }: { choices: Choices; isAdmin: boolean }) => {
  const cache = useQueryClient()
  const editor = useEditor({
    read: choicesDraftOf(choices),
    check: choicesInputOf,
    save: api.tax.saveChoices,
    draftOf: choicesDraftOf,
    readAgain: async () => choicesDraftOf((await api.tax.readSetup({})).choices),
    onSaved: () => {
      tell('Taxes saved')
      void cache.invalidateQueries({ queryKey: taxQuery.queryKey })
    },
  })
  return (
    <EditFrame editor={editor} labels={LABELS} isReadOnly={!isAdmin}>
      <PricesCard />
      <RegistrationCard editor={editor} />
      <AbroadCard editor={editor} />
      <ClassesCard editor={editor} />
    </EditFrame>
  )
}

const RegistrationCard = ({ editor: { draft, errors, change } }: Form) => (
  <Section title="Registration" text="Whether the shop charges tax at all, and under which number.">
    <Switch
      label="The shop charges tax"
      description="Off for a small enterprise that is exempt; invoices say so"
      checked={draft.is_registered}
      onChange={(event) => change({ is_registered: event.currentTarget.checked })}
    />
    <TextInput
      label="VAT-ID of the shop"
      description="Needed to check those of business customers with proof"
      maxLength={20}
      value={draft.vat_id}
      error={errors.vat_id}
      onChange={(event) => change({ vat_id: event.currentTarget.value })}
    />
    <MultiSelect
      label="Also registered in"
      description="Countries whose tax the shop charges besides its own"
      placeholder={draft.registered_in.length === 0 ? 'Nowhere else' : undefined}
      data={COUNTRIES.map((code) => ({ value: code, label: countryName(code) }))}
      value={draft.registered_in}
      error={errors.registered_in}
      onChange={(registered_in) => change({ registered_in })}
      searchable
      maxValues={60}
    />
  </Section>
)

const AbroadCard = ({ editor: { draft, change } }: Form) => (
  <Section title="Across borders" text="What consumers and businesses in other countries pay.">
    <Radio.Group
      label="Consumers in other EU states pay the rate"
      value={draft.eu_scheme}
      onChange={(value) => change({ eu_scheme: oneOf(['home', 'destination'], value) ?? draft.eu_scheme })}
    >
      <Stack gap="xs" mt={6}>
        <Radio value="home" label="Of the shop’s country" description="Below €10,000 of such sales a year" />
        <Radio value="destination" label="Of their own state" description="Reported through the One Stop Shop (OSS)" />
      </Stack>
    </Radio.Group>
    <Radio.Group
      label="Where another country’s rate holds, and prices are with tax"
      value={draft.cross_border}
      onChange={(value) => change({ cross_border: oneOf(['keep_gross', 'keep_net'], value) ?? draft.cross_border })}
    >
      <Stack gap="xs" mt={6}>
        <Radio value="keep_gross" label="Shoppers everywhere pay the same" />
        <Radio value="keep_net" label="The shop gets the same everywhere" />
      </Stack>
    </Radio.Group>
    <Radio.Group
      label="A VAT-ID that nobody could check just now"
      value={draft.when_unchecked}
      onChange={(value) => change({ when_unchecked: oneOf(['charge', 'trust'], value) ?? draft.when_unchecked })}
    >
      <Stack gap="xs" mt={6}>
        <Radio value="charge" label="Tax is charged" description="It can be refunded once the number is confirmed" />
        <Radio value="trust" label="Is trusted" description="The order is marked as unchecked" />
      </Stack>
    </Radio.Group>
  </Section>
)

const KINDS = ClassKind.enum

const ClassesCard = ({ editor: { read, draft, errors, change } }: Form) => {
  const set = (key: string, part: Partial<ChoicesDraft['classes'][number]>) =>
    change((before) => ({ ...before, classes: before.classes.map((one) => (one.key === key ? { ...one, ...part } : one)) }))
  const isOld = (key: string) => read.classes.some((one) => one.key === key)
  return (
    <Section title="Tax classes" text="Kinds of goods that are taxed alike. A product names its class; a zone says the rate of each.">
      {draft.classes.map(({ key, tax_class, title, kind }, index) => (
        <Grid key={key} gap="xs" align="flex-start">
          <Grid.Col span={{ base: 12, xs: 5 }}>
            <TextInput
              aria-label={`Title of class ${index + 1}`}
              placeholder="Title"
              maxLength={100}
              value={title}
              error={errors[`classes.${index}.title`]}
              onChange={(event) => set(key, { title: event.currentTarget.value })}
            />
          </Grid.Col>
          <Grid.Col span={{ base: 6, xs: 3 }}>
            <TextInput
              aria-label={`Name of class ${index + 1}`}
              placeholder="name"
              maxLength={50}
              disabled={isOld(key)}
              value={tax_class}
              error={errors[`classes.${index}.tax_class`]}
              onChange={(event) => set(key, { tax_class: event.currentTarget.value })}
            />
          </Grid.Col>
          <Grid.Col span={{ base: 4, xs: 3 }}>
            <Select
              aria-label={`Kind of class ${index + 1}`}
              data={KINDS.map((value) => ({ value, label: value }))}
              allowDeselect={false}
              value={kind}
              onChange={(value) => set(key, { kind: oneOf(KINDS, value) ?? kind })}
            />
          </Grid.Col>
          <Grid.Col span={{ base: 2, xs: 1 }}>
            <ActionIcon
              aria-label={`Remove class ${title || index + 1}`}
              disabled={tax_class === 'standard' && isOld(key)}
              onClick={() => change({ classes: draft.classes.filter((one) => one.key !== key) })}
            >
              <IconX size={16} />
            </ActionIcon>
          </Grid.Col>
        </Grid>
      ))}
      <Group>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          disabled={draft.classes.length >= 50}
          onClick={() => change({ classes: [...draft.classes, { key: newId(), tax_class: '', title: '', kind: 'reduced' }] })}
        >
          Add a class
        </Button>
      </Group>
    </Section>
  )
}
