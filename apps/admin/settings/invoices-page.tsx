import { Select, SimpleGrid, Skeleton, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ChangeEvent } from 'react'
import { api } from '#admin/api/api.ts'
import { useIsAdmin } from '#admin/app/session.ts'
import { EditFrame } from '#admin/parts/edit-frame.tsx'
import { Failure } from '#admin/parts/failure.tsx'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { tell } from '#admin/parts/tell.ts'
import { oneOf } from '#admin/parts/url-state.ts'
import { type Editor, type FieldErrors, useEditor } from '#admin/parts/use-editor.ts'
import { countryName } from '#admin/parts/words.ts'
import { Section } from '#admin/settings/section.tsx'
import { settingsQuery } from '#admin/settings/settings-query.ts'
import { SettingsTabs } from '#admin/settings/settings-tabs.tsx'
import type { Invoicing, Seller, Settings } from '#modules/settings/contract.ts'
import { COUNTRIES } from '#platform/countries.ts'

type Draft = { version: number; seller: Seller; invoicing: Invoicing }

const draftOf = ({ version, seller, invoicing }: Settings): Draft => ({ version, seller, invoicing })

/** Fields that were emptied are left out: the shop takes what is there, whole. */
const filled = <T extends object>(part: T): T => JSON.parse(JSON.stringify(part, (_name, value) => (value === '' ? undefined : value)))

const inputOf = ({ version, seller, invoicing }: Draft): { input: Draft; errors: FieldErrors } => {
  const errors: FieldErrors = {}
  const iban = seller.iban?.replace(/\s/g, '').toUpperCase()
  if (iban && !/^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/.test(iban)) errors['seller.iban'] = 'An IBAN such as DE89 3704 0044 0532 0130 00'
  const bic = seller.bic?.replace(/\s/g, '').toUpperCase()
  if (bic && !/^[A-Z0-9]{8}([A-Z0-9]{3})?$/.test(bic)) errors['seller.bic'] = '8 or 11 letters and digits'
  for (const field of ['invoice_prefix', 'credit_note_prefix'] as const)
    if (!/^[A-Za-z0-9/_-]{0,20}$/.test(invoicing[field] ?? '')) errors[`invoicing.${field}`] = 'Letters, digits, / _ and -'
  return {
    input: { version, seller: filled({ ...seller, ...(iban ? { iban } : {}), ...(bic ? { bic } : {}) }), invoicing: filled(invoicing) },
    errors,
  }
}

export const InvoicesPage = () => {
  const { data, error, refetch } = useQuery(settingsQuery)
  return (
    <>
      <PageTitle title="Settings" />
      <SettingsTabs current="/settings/invoices" />
      {data ? <Form settings={data} /> : error ? <Failure error={error} retry={refetch} /> : <Skeleton h={420} radius="md" />}
    </>
  )
}

const LABELS = { seller: 'who sells', invoicing: 'how invoices are made' } as const

const Form = ({ settings }: { settings: Settings }) => {
  const cache = useQueryClient()
  const isAdmin = useIsAdmin()
  const editor = useEditor({
    read: draftOf(settings),
    check: inputOf,
    save: api.settings.changeSettings,
    draftOf,
    readAgain: async () => draftOf(await api.settings.readSettings({})),
    onSaved: (saved) => {
      cache.setQueryData(settingsQuery.queryKey, saved)
      tell('Settings saved')
    },
  })
  return (
    <EditFrame editor={editor} labels={LABELS} isReadOnly={!isAdmin}>
      <SellerCard editor={editor} />
      <InvoicingCard editor={editor} />
    </EditFrame>
  )
}

const SellerCard = ({ editor: { draft, errors, change } }: { editor: Editor<Draft> }) => {
  const { seller } = draft
  const set = (part: Partial<Seller>) => change({ seller: { ...seller, ...part } })
  const text = (field: Exclude<keyof Seller, 'country'>, label: string, more: { description?: string } = {}) => (
    <TextInput
      label={label}
      {...more}
      value={seller[field] ?? ''}
      error={errors[`seller.${field}`]}
      onChange={(event: ChangeEvent<HTMLInputElement>) => set({ [field]: event.currentTarget.value })}
    />
  )
  return (
    <Section title="Who sells" text="Stands on invoices and credit notes. Documents that were issued keep what stood there.">
      {text('legal_name', 'Legal name')}
      {text('line1', 'Street and number')}
      {text('line2', 'Second line')}
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {text('postal_code', 'Postal code')}
        {text('city', 'City')}
      </SimpleGrid>
      <Select
        label="Country"
        data={COUNTRIES.map((code) => ({ value: code, label: countryName(code) }))}
        searchable
        clearable
        value={seller.country ?? null}
        error={errors['seller.country']}
        onChange={(country) => set({ country: country ?? '' })}
      />
      {text('phone', 'Phone')}
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {text('vat_id', 'VAT-ID')}
        {text('tax_number', 'Tax number')}
      </SimpleGrid>
      {text('registration', 'Registration', { description: 'Such as a company register with its number' })}
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {text('bank_name', 'Bank')}
        {text('bic', 'BIC')}
      </SimpleGrid>
      {text('iban', 'IBAN')}
    </Section>
  )
}

const WHEN = [
  { value: 'paid_or_confirmed', label: 'Paid or confirmed, whichever is first' },
  { value: 'paid', label: 'Paid' },
  { value: 'fulfilled', label: 'Fulfilled' },
]
const TIME_ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

const InvoicingCard = ({ editor: { draft, errors, change } }: { editor: Editor<Draft> }) => {
  const { invoicing } = draft
  const set = (part: Partial<Invoicing>) => change({ invoicing: { ...invoicing, ...part } })
  return (
    <Section title="Invoices" text="When an order gets its invoice, and how numbers are made. They have no gaps.">
      <Select
        label="An order gets its invoice once it is"
        data={WHEN}
        allowDeselect={false}
        value={invoicing.when ?? 'paid_or_confirmed'}
        onChange={(value) => set({ when: oneOf(['paid_or_confirmed', 'paid', 'fulfilled'], value) ?? 'paid_or_confirmed' })}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          label="Before an invoice’s number"
          description={`Such as ${invoicing.invoice_prefix ?? ''}2026-000123`}
          maxLength={20}
          value={invoicing.invoice_prefix ?? ''}
          error={errors['invoicing.invoice_prefix']}
          onChange={(event) => set({ invoice_prefix: event.currentTarget.value })}
        />
        <TextInput
          label="Before a credit note’s number"
          description={`Such as ${invoicing.credit_note_prefix || 'C'}2026-000123`}
          placeholder="C"
          maxLength={20}
          value={invoicing.credit_note_prefix ?? ''}
          error={errors['invoicing.credit_note_prefix']}
          onChange={(event) => set({ credit_note_prefix: event.currentTarget.value })}
        />
      </SimpleGrid>
      <Select
        label="Time zone"
        description="Says which day and year an invoice is of"
        data={TIME_ZONES}
        searchable
        allowDeselect={false}
        value={invoicing.time_zone ?? 'UTC'}
        error={errors['invoicing.time_zone']}
        onChange={(time_zone) => set({ time_zone: time_zone ?? 'UTC' })}
      />
    </Section>
  )
}
