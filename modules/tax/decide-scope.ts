/** Whether tax is due at all, and whose. Pure; the articles are those of Directive 2006/112/EC on the common system of value added tax. */
import type { Place, Said } from '#platform/contract.ts'
import type { Choices, Treatment, VatIdStanding } from './contract.ts'
import { givesEuVatIds, isDomestic, placeOfRates, stateOfVatId, territoryOf } from './tax-territory.ts'

export type Scope =
  | {
      is_taxed: true
      /** whose rates hold */
      place: Place
      /** they are not the home country's, so prices do not include them */
      is_abroad: boolean
      /** follows the rate in the reason of each line */
      because: string
      said: Said['sentence']
    }
  | { is_taxed: false; treatment: Treatment; reason: string; said: Said }

export type Sale = { home_country: string; destination: Place | null; is_exempt: boolean; vat_id: VatIdStanding | null }

/**
 * In this order: a shop that is not registered charges nothing; an exempt customer pays nothing; a sale within the country is taxed there;
 * a business of another member state pays in its own; consumers of another member state pay at home or there, as the shop's scheme says;
 * what leaves the EU is an export, unless the shop is registered where it goes.
 */
export const decideScope = (sale: Sale, choices: Choices): Scope => {
  const atHome: Place = { country: sale.home_country }
  const destination = sale.destination ?? atHome
  const home = territoryOf(atHome)
  const there = territoryOf(destination)
  const taxed = (place: Place, is_abroad: boolean, because: string, said: string): Scope => ({
    is_taxed: true,
    place: placeOfRates(place),
    is_abroad,
    ...{ because, said },
  })
  if (!choices.is_registered) {
    const law = home.is_eu ? ' (Articles 281 to 294 of Directive 2006/112/EC)' : ''
    return none('not_registered', `The shop is a small enterprise that is not registered for tax and charges none${law}.`, 'not_registered')
  }
  if (sale.is_exempt) return none('exempt', 'The customer is exempt from tax.', 'exempt')
  if (isDomestic(home, there)) return taxed(destination, false, '', 'tax')
  if (home.is_eu && there.is_eu) {
    if (freesBuyer(sale.vat_id, home.state, choices)) return reverseCharge(sale.vat_id)
    if (choices.eu_scheme === 'destination' || isRegisteredIn(choices, there.state, destination))
      return taxed(destination, true, ', the rate where the goods arrive (Articles 33 and 59c)', 'tax_of_destination')
    return taxed(
      atHome,
      false,
      ', the home rate: sales to other EU states are below the threshold of EUR 10,000 (Article 59c)',
      'tax_below_threshold',
    )
  }
  if (isRegisteredIn(choices, there.state, destination))
    return taxed(destination, true, ', where the shop is registered', 'tax_where_registered')
  return home.is_eu
    ? none('export', 'Export from the EU, exempt from tax (Article 146).', 'export_from_eu')
    : none('export', 'Export, no tax of the home country is due.', 'export')
}

const none = (treatment: Treatment, reason: string, sentence: string, params: Said['params'] = {}): Scope => ({
  ...{ is_taxed: false, treatment, reason },
  said: { sentence, params },
})

/**
 * A business is free of the seller's tax where its VAT-ID is of another state than the goods leave from: Article 138(1)(b).
 * An ID that nobody could check frees only where the shop has chosen to trust it.
 */
const freesBuyer = (standing: VatIdStanding | null, home: string, choices: Choices): standing is VatIdStanding => {
  if (!standing) return false
  const state = stateOfVatId(standing.vat_id)
  const isTrusted = standing.state === 'valid' || (standing.state === 'unchecked' && choices.when_unchecked === 'trust')
  return isTrusted && state !== home && givesEuVatIds(state)
}

const reverseCharge = ({ vat_id, state }: VatIdStanding): Scope => {
  const mark = state === 'unchecked' ? ' This VAT-ID could not be checked yet.' : ''
  return none(
    'reverse_charge',
    `Intra-Community supply, exempt under Article 138; the customer owes the VAT (reverse charge). VAT-ID ${vat_id}.${mark}`,
    state === 'unchecked' ? 'reverse_charge_unchecked' : 'reverse_charge',
    { vat_id },
  )
}

const isRegisteredIn = (choices: Choices, state: string, { country }: Place): boolean =>
  choices.registered_in.includes(country) || choices.registered_in.includes(state)
