/** What settings promise: the shop's own choices, read by everyone, changed by administrators, seen at once. */
import { Currency, contract, Email, event, Line, Locale, OneOf, op, type Static, Strict, Time, t } from '#platform/contract.ts'

const Approval = OneOf(['by_hand', 'when_paid'])
const TaxRounding = OneOf(['per_line', 'per_total'])

/** What every shopper may know. */
export const Shop = t.Object({
  shop_name: t.String(),
  locales: t.Array(Locale, { description: 'the first is the default' }),
  currencies: t.Array(Currency, { description: 'the first is the default' }),
  country: t.String({ description: 'ISO 3166-1 alpha-2, preselected at checkout' }),
  contact_email: t.String(),
  public_url: t.String({ description: 'where links in mails lead' }),
  prices_include_tax: t.Boolean(),
})
export type Shop = Static<typeof Shop>

export const Settings = t.Object({
  ...Shop.properties,
  approval: Approval,
  /** tax is rounded in each line, or once for each rate */
  tax_rounding: TaxRounding,
  mail_from: t.String(),
  version: t.Integer(),
  updated_at: Time,
})
export type Settings = Static<typeof Settings>

export const settings = contract({
  name: 'settings',
  title: 'Settings',
  ops: {
    readShop: op('GET /shop', {
      summary: 'Name, languages and currencies of the shop',
      policy: 'anyone',
      cache: ['settings'],
      input: Strict({}),
      output: Shop,
    }),
    readSettings: op('GET /settings', { summary: 'All settings, for staff', policy: 'staff', input: Strict({}), output: Settings }),
    readOwn: op('GET /settings/own', {
      summary: 'All settings, for the shop’s modules',
      policy: 'service',
      input: Strict({}),
      output: Settings,
    }),
    changeSettings: op('PATCH /settings', {
      summary: 'Change settings; what is left out stays',
      policy: 'admin',
      is_repeatable: true,
      input: Strict({
        version: t.Optional(t.Integer()),
        shop_name: t.Optional(Line(100)),
        locales: t.Optional(t.Array(Locale, { minItems: 1, maxItems: 20 })),
        currencies: t.Optional(t.Array(Currency, { minItems: 1, maxItems: 20 })),
        country: t.Optional(t.String({ pattern: '^[A-Z]{2}$' })),
        contact_email: t.Optional(Email),
        public_url: t.Optional(t.String({ pattern: '^https?://[^\\s/]+$' })),
        approval: t.Optional(Approval),
        prices_include_tax: t.Optional(t.Boolean()),
        tax_rounding: t.Optional(TaxRounding),
        mail_from: t.Optional(Email),
      }),
      output: Settings,
      errors: { STALE: 409 },
    }),
  },
  events: { 'settings.changed': event('name', t.Object({ name: t.String() })) },
})
