/** An address, with the tokens browsers fill forms in by. The names of the fields are those of an order's address. */
import { Address, addressProblems, isPostalCodeNeeded, regionIn } from '#modules/orders/contract.ts'
import { Choice, Field } from '#ui/field.tsx'
import { countriesIn } from './countries.ts'
import { type Problems, readForm, type Values } from './forms.ts'
import type { Message, Translate } from './messages.ts'
import type { View } from './view.ts'

const LABELS = {
  country: 'checkout.country',
  name: 'checkout.name',
  company: 'checkout.company',
  line1: 'checkout.line1',
  line2: 'checkout.line2',
  postal_code: 'checkout.postal_code',
  city: 'checkout.city',
  region: 'checkout.region',
  phone: 'checkout.phone',
} as const satisfies Record<string, Message>

type Name = keyof typeof LABELS

export const addressLabels = (t: Translate, prefix: string): Record<string, string> =>
  Object.fromEntries(Object.entries(LABELS).map(([name, message]) => [prefix + name, t(message)]))

type AddressFieldsProps = {
  view: View
  values: Values
  problems: Problems
  /** `billing_` for the second address of a page */
  prefix: '' | 'billing_'
  /** fields that are hidden by their page's style may not stop a form from being sent */
  is_required: boolean
}

export const AddressFields = ({ view, values, problems, prefix, is_required }: AddressFieldsProps) => {
  const { t } = view
  const kind = prefix === '' ? 'shipping' : 'billing'
  const optional_text = t('form.optional')
  const field = (name: Name, token: string, max_length: number) => ({
    ...{ name: prefix + name, label: t(LABELS[name]), value: values[prefix + name], problem: problems[prefix + name] },
    ...{ autocomplete: `${kind} ${token}`, max_length },
  })
  const { max_length: _, ...country } = field('country', 'country', 2)
  const is_region_needed = regionIn(country.value ?? view.shop.country) === 'needed'
  return (
    <>
      <Choice {...country} value={country.value ?? view.shop.country} is_required={is_required} options={countriesIn(view.locale)} />
      <Field {...field('name', 'name', 200)} is_required={is_required} />
      <Field {...field('company', 'organization', 200)} optional_text={optional_text} />
      <Field {...field('line1', 'address-line1', 200)} is_required={is_required} />
      <Field {...field('line2', 'address-line2', 200)} optional_text={optional_text} />
      <div class="form-row">
        <Field {...field('postal_code', 'postal-code', 20)} />
        <Field {...field('city', 'address-level2', 100)} is_required={is_required} />
      </div>
      <div class="form-row">
        <Field {...field('region', 'address-level1', 100)} optional_text={is_region_needed ? undefined : optional_text} />
        <Field {...field('phone', 'tel', 40)} type="tel" inputmode="tel" optional_text={optional_text} />
      </div>
    </>
  )
}

/** The address that was sent under a prefix, or what is wrong with it. */
export const readAddress = (sent: Values, prefix: string, t: Translate): { address: Address | null; problems: Problems } => {
  const own: Values = Object.fromEntries(
    Object.entries(sent).flatMap(([name, text]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), text]] : [])),
  )
  const { country = '', postal_code = '', region = '' } = own
  if (regionIn(country) === 'unused') own.region = '' // the field is hidden, and may hold what was typed for another country
  const { input, problems } = readForm(Address, { body: own }, t)
  for (const { field, reason, such_as } of addressProblems({ country, postal_code, region }))
    problems[field] ??= reason === 'wrong' ? t('form.postal_code', { such_as }) : t(field === 'region' ? 'form.region' : 'form.required')
  if (!postal_code.trim() && isPostalCodeNeeded(country)) problems.postal_code = t('form.required')
  const named = Object.fromEntries(Object.entries(problems).map(([name, text]) => [prefix + name, text]))
  return { address: Object.keys(problems).length === 0 ? input : null, problems: named }
}

export const valuesOf = (address: Partial<Address> | undefined, prefix: string): Values =>
  Object.fromEntries(Object.entries(address ?? {}).map(([name, text]) => [prefix + name, text]))
