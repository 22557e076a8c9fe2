import type { Input } from '#platform/contract.ts'
import { json } from '#platform/db.ts'
import { fail, failCommon } from '#platform/errors.ts'
import { isCurrency } from '#platform/money.ts'
import type { HeroPicture, Settings, settings } from './contract.ts'
import { describePicture, showRenditions } from './follow-picture.ts'
import type { SettingsNeeds } from './needs.ts'
import { readSettings } from './read-settings.ts'

type Change = Input<typeof settings.ops.changeSettings>

/**
 * Changes what is given, leaves the rest. With `version`, only if nobody has changed the settings since they were looked at.
 * Every reader is told after the commit.
 * @throws STALE with the version of now; UNKNOWN_PICTURE; INVALID_INPUT for a list that names something twice or a currency ISO 4217 or a time zone IANA does not know, a `public_url` that is no
 * address, or a right to withdraw that is shorter than Directive 2011/83/EU allows
 */
export const changeSettings = async (needs: SettingsNeeds, change: Change): Promise<Settings> => {
  refuseTwice('locales', change.locales)
  refuseTwice('currencies', change.currencies)
  refuseUnknownCurrency(change.currencies)
  refuseNoAddress(change.public_url)
  refuseUnknownZone(change.invoicing?.time_zone)
  refuseShortWithdrawal(change.withdrawal_days)
  const hero = change.hero_picture && (await readHero(needs, change.hero_picture))
  const { db, clock } = needs
  const is_changed = await db.transaction(async (sql) => {
    const { count } = await sql`
      WITH changed AS (
        UPDATE settings.settings SET
          version = version + 1,
          shop_name = coalesce(${change.shop_name ?? null}, shop_name),
          locales = coalesce(${change.locales ?? null}::text[], locales),
          currencies = coalesce(${change.currencies ?? null}::text[], currencies),
          country = coalesce(${change.country ?? null}, country),
          contact_email = coalesce(${change.contact_email ?? null}, contact_email),
          public_url = coalesce(${change.public_url ?? null}, public_url),
          approval = coalesce(${change.approval ?? null}, approval),
          capture = coalesce(${change.capture ?? null}, capture),
          undo_seconds = coalesce(${change.undo_seconds ?? null}::int, undo_seconds),
          customers_may_cancel = coalesce(${change.customers_may_cancel ?? null}::boolean, customers_may_cancel),
          return_days = coalesce(${change.return_days ?? null}::int, return_days),
          withdrawal_days = coalesce(${change.withdrawal_days ?? null}::int, withdrawal_days),
          prices_include_tax = coalesce(${change.prices_include_tax ?? null}::boolean, prices_include_tax),
          tax_rounding = coalesce(${change.tax_rounding ?? null}, tax_rounding),
          mail_from = coalesce(${change.mail_from ?? null}, mail_from),
          seller = coalesce(${change.seller ? json(change.seller) : null}::jsonb, seller),
          invoicing = coalesce(${change.invoicing ? json(change.invoicing) : null}::jsonb, invoicing),
          hero_picture = CASE WHEN ${change.hero_picture !== undefined} THEN ${hero ? json(hero) : null}::jsonb ELSE hero_picture END,
          updated_at = ${clock.now()}
        WHERE version = coalesce(${change.version ?? null}::int, version)
        RETURNING shop_name
      )
      INSERT INTO settings.outbox (type, aggregate_id, payload)
      SELECT 'settings.changed', 'settings', jsonb_build_object('name', 'settings') FROM changed`
    if (count > 0) await db.changed(sql, 'settings')
    return count > 0
  })
  if (hero && is_changed) await showRenditions(needs, await describePicture(needs, hero.name)) // those that became ready meanwhile
  const now = await readSettings(needs)
  if (!is_changed) {
    throw fail('STALE', 'Someone has changed the settings in the meantime. Look at them again, then change.', { version: now.version })
  }
  return now
}

const readHero = async (needs: SettingsNeeds, { name, alt }: Pick<HeroPicture, 'name' | 'alt'>): Promise<HeroPicture> => {
  const stored = await describePicture(needs, name)
  if (!stored) throw fail('UNKNOWN_PICTURE', 'There is no such picture. Store it first.', { field: 'hero_picture.name' })
  return { ...stored, alt }
}

const refuseTwice = (field: 'locales' | 'currencies', values: string[] = []) => {
  const twice = values.find((value, i) => values.indexOf(value) !== i)
  if (twice) throw failCommon('INVALID_INPUT', `${field}: ${twice} is named twice.`, { field })
}

const refuseUnknownCurrency = (currencies: string[] = []) => {
  const unknown = currencies.find((currency) => !isCurrency(currency))
  if (unknown) throw failCommon('INVALID_INPUT', `currencies: ${unknown} is no currency of ISO 4217.`, { field: 'currencies' })
}

/** Links in mails and the way back from paying are made of it, so it is an address and nothing besides. */
const refuseNoAddress = (address: string | undefined) => {
  const origin = address !== undefined && URL.canParse(address) ? new URL(address).origin : undefined
  if (address === undefined || origin === address) return
  const meant = origin && origin !== 'null' ? ` Did you mean ${origin}?` : ''
  throw failCommon('INVALID_INPUT', `public_url: this is no address, such as https://shop.example, as browsers write it.${meant}`, {
    field: 'public_url',
  })
}

/** The row refuses it again: `withdrawal_is_fourteen_days_at_least`. */
const refuseShortWithdrawal = (days: number | undefined) => {
  if (days === undefined || days === 0 || days >= 14) return
  throw failCommon(
    'INVALID_INPUT',
    'withdrawal_days: consumers have 14 days at least (Directive 2011/83/EU); 0 grants none beyond the law.',
    {
      field: 'withdrawal_days',
    },
  )
}

const refuseUnknownZone = (zone: string | undefined) => {
  if (zone === undefined || zone === 'UTC' || Intl.supportedValuesOf('timeZone').includes(zone)) return
  throw failCommon('INVALID_INPUT', `invoicing.time_zone: ${zone} is no time zone of IANA, such as Europe/Berlin.`, {
    field: 'invoicing.time_zone',
  })
}
