/** What settings promise: the shop's own choices, read by everyone, changed by administrators, seen at once. */
import { Picture } from '#modules/media/contract.ts'
import {
  Country,
  Currency,
  contract,
  Email,
  event,
  Line,
  Locale,
  Nullable,
  OneOf,
  op,
  Plain,
  type Static,
  Strict,
  Text,
  Time,
  t,
  Version,
} from '#platform/contract.ts'

const Approval = OneOf(['by_hand', 'when_paid'])
/** When card money is taken; until then it is reserved. Gift cards, store credit and what people count by hand know no reserving. */
const Capture = OneOf(['at_once', 'when_confirmed', 'by_hand'])
const TaxRounding = OneOf(['per_line', 'per_total'])

const Alts = t.Record(Locale, Text(500), { description: 'locale -> what the picture shows, for those who cannot see it' })

/** The picture at the top of the home page. */
const HeroPicture = t.Object({ ...Picture.properties, alt: Alts })
export type HeroPicture = Static<typeof HeroPicture>

/** What every shopper may know. */
export const Shop = t.Object({
  shop_name: t.String(),
  locales: t.Array(Locale, { description: 'the first is the default' }),
  currencies: t.Array(Currency, { description: 'the first is the default' }),
  country: t.String({ description: 'ISO 3166-1 alpha-2, preselected at checkout' }),
  contact_email: t.String(),
  public_url: t.String({ description: 'where links in mails lead' }),
  prices_include_tax: t.Boolean(),
  hero_picture: Nullable(HeroPicture),
})
export type Shop = Static<typeof Shop>

/** Who sells, as it stands on invoices. A change replaces all of it. */
export const Seller = Strict({
  legal_name: t.Optional(Line(200)),
  line1: t.Optional(Line(200)),
  line2: t.Optional(Line(200)),
  postal_code: t.Optional(Line(20)),
  city: t.Optional(Line(100)),
  country: t.Optional(Country),
  phone: t.Optional(Line(40)),
  vat_id: t.Optional(Line(20)),
  tax_number: t.Optional(Line(40)),
  registration: t.Optional(Line(200)),
  bank_name: t.Optional(Line(100)),
  iban: t.Optional(t.String({ pattern: '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$', description: 'ISO 13616, without spaces' })),
  bic: t.Optional(t.String({ pattern: '^[A-Z0-9]{8}([A-Z0-9]{3})?$', description: 'ISO 9362' })),
})
export type Seller = Static<typeof Seller>

/** How invoices are made. A change replaces all of it. */
export const Invoicing = Strict({
  /** an order gets its invoice; left out: when it is paid or confirmed, whichever is first */
  when: t.Optional(OneOf(['paid_or_confirmed', 'paid', 'fulfilled'])),
  invoice_prefix: t.Optional(t.String({ pattern: '^[A-Za-z0-9/_-]{0,20}$', description: 'before 2026-000123' })),
  credit_note_prefix: t.Optional(t.String({ pattern: '^[A-Za-z0-9/_-]{0,20}$', description: 'left out: `C`' })),
  time_zone: t.Optional(Plain(50, { description: 'IANA, such as Europe/Berlin; says which day and year it is; left out: UTC' })),
})
export type Invoicing = Static<typeof Invoicing>

export const Settings = t.Object({
  ...Shop.properties,
  approval: Approval,
  /** `at_once`: as it is paid; `when_confirmed`: reserved, and taken once the order is confirmed for good; `by_hand`: reserved until staff take it */
  capture: Capture,
  /** how long a confirm or reject can be taken back; mails, money and stock wait for it */
  undo_seconds: t.Integer(),
  /** may customers cancel their order while it waits for approval? */
  customers_may_cancel: t.Boolean(),
  /** so long the shop takes goods back of itself; counted, as the right to withdraw, from five days after the last parcel left */
  return_days: t.Integer(),
  /** 14 at least, or 0: only where the law gives the right, which is 14 days everywhere in the European Economic Area */
  withdrawal_days: t.Integer(),
  /** tax is rounded in each line, or once for each rate */
  tax_rounding: TaxRounding,
  mail_from: t.String(),
  seller: Seller,
  invoicing: Invoicing,
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
        version: t.Optional(Version),
        shop_name: t.Optional(Line(100)),
        locales: t.Optional(t.Array(Locale, { minItems: 1, maxItems: 20 })),
        currencies: t.Optional(t.Array(Currency, { minItems: 1, maxItems: 20 })),
        country: t.Optional(Country),
        contact_email: t.Optional(Email),
        public_url: t.Optional(t.String({ pattern: '^https?://[^\\s/]+$' })),
        approval: t.Optional(Approval),
        capture: t.Optional(Capture),
        undo_seconds: t.Optional(t.Integer({ minimum: 0, maximum: 600 })),
        customers_may_cancel: t.Optional(t.Boolean()),
        return_days: t.Optional(t.Integer({ minimum: 0, maximum: 365 })),
        withdrawal_days: t.Optional(t.Integer({ minimum: 0, maximum: 365, description: '0, or 14 at least' })),
        prices_include_tax: t.Optional(t.Boolean()),
        tax_rounding: t.Optional(TaxRounding),
        mail_from: t.Optional(Email),
        seller: t.Optional(Seller),
        invoicing: t.Optional(Invoicing),
        hero_picture: t.Optional(Nullable(Strict({ name: Picture.properties.name, alt: Alts }))),
      }),
      output: Settings,
      errors: { STALE: 409, UNKNOWN_PICTURE: 422 },
    }),
  },
  events: { 'settings.changed': event('name', t.Object({ name: t.String() })) },
})
