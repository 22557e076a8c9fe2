import { NumberInput, Radio, Select, Skeleton, Stack, Switch, TagsInput, TextInput } from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useIsAdmin } from '#admin/app/session.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { LeaveGuard } from '#admin/parts/leave-guard.tsx'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { ReadOnly } from '#admin/parts/read-only.tsx'
import { SaveBar } from '#admin/parts/save-bar.tsx'
import { useFieldErrors } from '#admin/parts/use-field-errors.ts'
import { countryName, currencyName, languageName } from '#admin/parts/words.ts'
import { HeroCard } from '#admin/settings/hero-card.tsx'
import { Section } from '#admin/settings/section.tsx'
import { SettingsProblem } from '#admin/settings/settings-problem.tsx'
import { settingsQuery } from '#admin/settings/settings-query.ts'
import { SettingsTabs } from '#admin/settings/settings-tabs.tsx'
import { type Choices, choicesOf, useSaveSettings } from '#admin/settings/use-save-settings.ts'
import type { Settings } from '#modules/settings/contract.ts'
import { COUNTRIES } from '#platform/countries.ts'

export const SettingsPage = () => {
  const { data, error, refetch } = useQuery(settingsQuery)
  return (
    <>
      <PageTitle title="Settings" />
      <SettingsTabs current="/settings" />
      {data ? (
        <SettingsForm key={data.version} settings={data} />
      ) : error ? (
        <Failure error={error} retry={refetch} />
      ) : (
        <Skeleton h={420} radius="md" />
      )}
    </>
  )
}

type ChoicesForm = UseFormReturnType<Choices>

const SettingsForm = ({ settings }: { settings: Settings }) => {
  const isAdmin = useIsAdmin()
  const form = useForm<Choices>({ initialValues: choicesOf(settings) })
  const saving = useSaveSettings(settings)
  useFieldErrors(form, saving.error)
  const isDirty = form.isDirty()
  return (
    <Stack gap="lg">
      <SettingsProblem error={saving.error} />
      <ReadOnly is={!isAdmin}>
        <Stack gap="lg">
          <ShopCard form={form} />
          <HeroCard form={form} isAdmin={isAdmin} />
          <MarketsCard form={form} isAdmin={isAdmin} />
          <OrdersCard form={form} />
          <MoneyCard form={form} />
          <ReturnsCard form={form} />
          <MailCard form={form} />
        </Stack>
      </ReadOnly>
      <SaveBar
        isShown={isAdmin && isDirty}
        isSaving={saving.isPending}
        onSave={() => saving.mutate(form.getValues())}
        onDiscard={() => [form.reset(), saving.reset()]}
      />
      <LeaveGuard isDirty={isDirty && !saving.isPending} />
    </Stack>
  )
}

const ShopCard = ({ form }: { form: ChoicesForm }) => (
  <Section title="The shop" text="What shoppers and mails call it, and where they reach you.">
    <TextInput label="Shop name" required maxLength={100} {...form.getInputProps('shop_name')} />
    <TextInput label="Contact email" type="email" maxLength={254} {...form.getInputProps('contact_email')} />
    <TextInput
      label="Public address"
      description="Where links in mails lead"
      placeholder="https://shop.example"
      {...form.getInputProps('public_url')}
    />
  </Section>
)

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'pt', 'sv', 'da', 'fi', 'cs', 'tr', 'uk', 'ar', 'ja']
const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'CAD', 'AUD', 'JPY']

const known = (codes: readonly string[], nameOf: (code: string) => string) =>
  codes
    .filter(Boolean)
    .map((code) => nameOf(code))
    .join(', ')

const MarketsCard = ({ form, isAdmin }: { form: ChoicesForm; isAdmin: boolean }) => {
  const { locales, currencies } = form.getValues()
  return (
    <Section title="Languages and currencies" text="The first of each is the one others fall back to. Enter a code after each.">
      <TagsInput
        label="Languages"
        description={known(locales, languageName)}
        data={LANGUAGES.map((code) => ({ value: code, label: `${code} – ${languageName(code)}` }))}
        maxTags={20}
        disabled={!isAdmin}
        {...form.getInputProps('locales')}
      />
      <TagsInput
        label="Currencies"
        description={known(currencies, currencyName)}
        data={CURRENCIES.map((code) => ({ value: code, label: `${code} – ${currencyName(code)}` }))}
        maxTags={20}
        disabled={!isAdmin}
        {...form.getInputProps('currencies')}
      />
      <Select
        label="Country"
        description="Preselected at checkout"
        data={COUNTRIES.map((code) => ({ value: code, label: countryName(code) }))}
        searchable
        allowDeselect={false}
        disabled={!isAdmin}
        {...form.getInputProps('country')}
      />
    </Section>
  )
}

const OrdersCard = ({ form }: { form: ChoicesForm }) => (
  <Section title="Orders" text="Who decides whether an order is accepted.">
    <Radio.Group aria-label="Approval of orders" {...form.getInputProps('approval')}>
      <Stack gap="sm">
        <Radio value="by_hand" label="By hand" description="Each order waits until you confirm or reject it" />
        <Radio value="when_paid" label="When paid" description="An order is confirmed by itself as soon as its payment has arrived" />
      </Stack>
    </Radio.Group>
    <NumberInput
      label="A decision can be taken back for"
      description="Mails, money and stock wait so long; 0: not at all"
      suffix=" seconds"
      min={0}
      max={600}
      allowDecimal={false}
      {...form.getInputProps('undo_seconds')}
    />
    <Switch
      label="Customers may cancel"
      description="While their order waits for approval"
      {...form.getInputProps('customers_may_cancel', { type: 'checkbox' })}
    />
  </Section>
)

const MoneyCard = ({ form }: { form: ChoicesForm }) => (
  <Section
    title="Payments"
    text="When the money of cards and wallets is taken. Gift cards are always spent at once; a transfer or cash is here when you say so."
  >
    <Radio.Group aria-label="When money is taken" {...form.getInputProps('capture')}>
      <Stack gap="sm">
        <Radio value="at_once" label="At once" description="As the shopper pays" />
        <Radio
          value="when_confirmed"
          label="When the order is confirmed"
          description="Reserved at checkout, and taken once the decision can no longer be taken back; rejecting lets it go"
        />
        <Radio
          value="by_hand"
          label="By hand"
          description="Reserved at checkout, until you take it on the page of the order. Providers let go of it by themselves after some days"
        />
      </Stack>
    </Radio.Group>
  </Section>
)

const ReturnsCard = ({ form }: { form: ChoicesForm }) => (
  <Section title="Returns" text="How long goods may come back. Counted from five days after the last parcel left, when it has surely come.">
    <NumberInput
      label="Customers may return for"
      description="What the shop grants of itself; never shorter than the right to withdraw"
      suffix=" days"
      min={0}
      max={365}
      allowDecimal={false}
      {...form.getInputProps('return_days')}
    />
    <NumberInput
      label="Customers may withdraw for"
      description="At least 14 days, or 0: only where the law gives the right. Orders into the European Economic Area always have 14 days"
      suffix=" days"
      min={0}
      max={365}
      allowDecimal={false}
      {...form.getInputProps('withdrawal_days')}
    />
  </Section>
)

const MailCard = ({ form }: { form: ChoicesForm }) => (
  <Section title="Mail" text="Order confirmations and other news for customers.">
    <TextInput
      label="Sent from"
      type="email"
      maxLength={254}
      description="Your mail server must be allowed to send for this address"
      {...form.getInputProps('mail_from')}
    />
  </Section>
)
