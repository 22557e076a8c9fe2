/** Tax zones and choices while they are being edited, and what is sent of them. */
import { newId } from '#admin/parts/new-id.ts'
import { parsePercent, typedPercent } from '#admin/parts/typed.ts'
import type { FieldErrors } from '#admin/parts/use-editor.ts'
import type { Choices, TaxZone } from '#admin/taxes/tax-queries.ts'
import type { SaveChoices, SaveZone } from '#modules/tax/contract.ts'

export type DraftRate = { key: string; tax_class: string; percent: string; valid_from: string; valid_until: string }
export type ZoneDraft = {
  zone_id: string
  version: number
  name: string
  country: string
  region: string
  postal_codes: string[]
  tax_name: string
  time_zone: string
  rates: DraftRate[]
}

/** A rate that has always held: zones are made for orders from now on, and these are rarely asked about earlier ones. */
const LONG_AGO = '2000-01-01'

export const newRate = (valid_from: string, tax_class = 'standard'): DraftRate => ({
  key: newId(),
  tax_class,
  percent: '',
  valid_from,
  valid_until: '',
})

export const newZone = (country: string, time_zone: string): ZoneDraft => ({
  zone_id: newId(),
  version: 0,
  name: '',
  country,
  region: '',
  postal_codes: [],
  tax_name: 'VAT',
  time_zone,
  rates: [newRate(LONG_AGO)],
})

export const zoneDraftOf = ({ zone_id, version, name, area, tax_name, time_zone, rates }: TaxZone): ZoneDraft => ({
  zone_id,
  version,
  name,
  country: area.country,
  region: area.region ?? '',
  postal_codes: area.postal_codes ?? [],
  tax_name,
  time_zone,
  rates: rates.map(({ tax_class, basis_points, valid_from, valid_until }) => ({
    key: `${tax_class} ${valid_from}`,
    tax_class,
    percent: typedPercent(basis_points),
    valid_from,
    valid_until: valid_until ?? '',
  })),
})

export const zoneInputOf = (draft: ZoneDraft): { input: SaveZone; errors: FieldErrors } => {
  const errors: FieldErrors = {}
  if (!draft.name.trim()) errors.name = 'Give the zone a name'
  if (!draft.tax_name.trim()) errors.tax_name = 'What the tax is called there, such as VAT'
  const rates = draft.rates.map(({ tax_class, percent, valid_from, valid_until }, index) => {
    const basis_points = parsePercent(percent)
    if (basis_points === undefined) errors[`rates.${index}.basis_points`] = 'A percentage from 0 to 100, such as 19'
    if (!valid_from) errors[`rates.${index}.valid_from`] = 'The first day'
    if (valid_until && valid_until < valid_from) errors[`rates.${index}.valid_until`] = 'It ends before it begins'
    return { tax_class, basis_points: basis_points ?? 0, valid_from, valid_until: valid_until || null }
  })
  if (!rates.some(({ tax_class, valid_until }) => tax_class === 'standard' && valid_until === null))
    errors.rates = 'A zone needs a standard rate without an end; it holds wherever no other does'
  const region = draft.region.trim()
  const input: SaveZone = {
    zone_id: draft.zone_id,
    version: draft.version,
    name: draft.name.trim(),
    area: {
      country: draft.country,
      ...(region ? { region } : {}),
      ...(draft.postal_codes.length > 0 ? { postal_codes: draft.postal_codes } : {}),
    },
    tax_name: draft.tax_name.trim(),
    time_zone: draft.time_zone,
    rates,
  }
  return { input, errors }
}

/** What a class costs in a zone on a day, by the rule of the shop: of those that hold, the one that began last. */
export const rateOn = ({ rates }: TaxZone, tax_class: string, day: string): number | undefined =>
  rates
    .filter((rate) => rate.tax_class === tax_class && rate.valid_from <= day && (rate.valid_until === null || rate.valid_until >= day))
    .toSorted((a, b) => (a.valid_from < b.valid_from ? 1 : -1))[0]?.basis_points

export type ChoicesDraft = Omit<Choices, 'updated_at' | 'classes' | 'vat_id'> & {
  vat_id: string
  classes: (Choices['classes'][number] & { key: string })[]
}

export const choicesDraftOf = ({ updated_at, classes, vat_id, ...rest }: Choices): ChoicesDraft => ({
  ...rest,
  vat_id: vat_id ?? '',
  classes: classes.map((one) => ({ ...one, key: one.tax_class })),
})

const CLASS = /^[a-z][a-z0-9_]{0,49}$/

export const choicesInputOf = (draft: ChoicesDraft): { input: SaveChoices; errors: FieldErrors } => {
  const errors: FieldErrors = {}
  const names = draft.classes.map(({ tax_class }) => tax_class)
  draft.classes.forEach(({ tax_class, title }, index) => {
    if (!CLASS.test(tax_class)) errors[`classes.${index}.tax_class`] = 'Small letters, digits and underscores, such as books'
    else if (names.indexOf(tax_class) !== index) errors[`classes.${index}.tax_class`] = 'Another class has this name'
    if (!title.trim()) errors[`classes.${index}.title`] = 'Give the class a title'
  })
  const classes = draft.classes.map(({ tax_class, title, kind }) => ({ tax_class, title: title.trim(), kind }))
  return { input: { ...draft, vat_id: draft.vat_id.trim() || null, classes }, errors }
}
