import type { Treatment } from '#modules/tax/contract.ts'
import type { Static } from '#platform/contract.ts'
import type { Because } from './facts.ts'

export type Words = {
  invoice: string
  credit_note: string
  packing_slip: string
  number: string
  date: string
  order: string
  ordered_on: string
  your_vat_id: string
  delivered_to: string
  for_invoice(number: string, day: string): string
  because: Record<Because, string>
  article: string
  quantity: string
  unit_price: string
  tax: string
  amount(currency: string): string
  discount: string
  code(code: string): string
  subtotal: string
  shipping: string
  tax_added: string
  tax_taken_out: string
  net: string
  gross: string
  total: string
  credited: string
  includes_tax: string
  plus_tax: string
  paid: string
  gift_card(last4: string): string
  due: string
  is_paid: string
  reserved: string
  is_reserved: string
  /** how an open invoice is paid: by transfer, where the seller has an account */
  transfer(amount: string, number: string): string
  goes_back: string
  treatments: Partial<Record<Static<typeof Treatment>, string>>
  vat_id: string
  tax_number: string
  phone: string
  page(n: number, of: number): string
  packed: string
  method: string
  note: string
  pieces(count: number): string
}

/**
 * The sentences on taxes are those that Directive 2006/112/EC, Article 226, asks for: (11a) "Reverse charge", and (11) the reference that
 * an exemption rests on; exports are exempt by its Article 146. In German as § 14a (5) UStG words it.
 */
const en: Words = {
  invoice: 'Invoice',
  credit_note: 'Credit note',
  packing_slip: 'Packing slip',
  number: 'Number',
  date: 'Date',
  order: 'Order',
  ordered_on: 'Ordered on',
  your_vat_id: 'Your VAT ID',
  delivered_to: 'Delivery to',
  for_invoice: (number, day) => `for invoice ${number} of ${day}`,
  because: {
    refunded: 'Money or credit given back',
    waived: 'Goods came back',
    cancelled: 'The order was cancelled',
    replaced: 'The order was changed and is billed anew',
  },
  article: 'Article',
  quantity: 'Quantity',
  unit_price: 'Unit price',
  tax: 'VAT',
  amount: (currency) => `Amount in ${currency}`,
  discount: 'Discount',
  code: (code) => `code ${code}`,
  subtotal: 'Subtotal',
  shipping: 'Shipping',
  tax_added: 'VAT',
  tax_taken_out: 'Included VAT taken out',
  net: 'Net',
  gross: 'Gross',
  total: 'Total',
  credited: 'Credited',
  includes_tax: 'VAT included in the total',
  plus_tax: 'VAT in the total',
  paid: 'Paid',
  gift_card: (last4) => `Gift card ending in ${last4}`,
  due: 'To be paid',
  is_paid: 'This invoice is paid. Thank you.',
  reserved: 'Reserved, to be taken from your means of payment',
  is_reserved: 'The amount is reserved and will be taken by us. There is nothing left for you to do.',
  transfer: (amount, number) => `Please transfer ${amount} and name ${number}.`,
  goes_back: 'The amount goes back the way it was paid, or is set off against what is still owed.',
  treatments: {
    reverse_charge: 'Reverse charge: the recipient accounts for the VAT (Articles 138 and 196 of Directive 2006/112/EC).',
    export: 'Export, exempt from VAT (Article 146 of Directive 2006/112/EC).',
    exempt: 'Exempt from VAT.',
    not_registered: 'No VAT is charged.',
  },
  vat_id: 'VAT ID',
  tax_number: 'Tax number',
  phone: 'Phone',
  page: (n, of) => `Page ${n} of ${of}`,
  packed: 'Packed',
  method: 'Shipping method',
  note: 'Note',
  pieces: (count) => (count === 1 ? '1 piece' : `${count} pieces`),
}

const de: Words = {
  invoice: 'Rechnung',
  credit_note: 'Rechnungskorrektur',
  packing_slip: 'Lieferschein',
  number: 'Nummer',
  date: 'Datum',
  order: 'Bestellung',
  ordered_on: 'Bestellt am',
  your_vat_id: 'Ihre USt-IdNr.',
  delivered_to: 'Lieferung an',
  for_invoice: (number, day) => `zur Rechnung ${number} vom ${day}`,
  because: {
    refunded: 'Erstattung',
    waived: 'Ware zurückgenommen',
    cancelled: 'Die Bestellung wurde storniert',
    replaced: 'Die Bestellung wurde geändert und wird neu berechnet',
  },
  article: 'Artikel',
  quantity: 'Menge',
  unit_price: 'Einzelpreis',
  tax: 'USt.',
  amount: (currency) => `Betrag in ${currency}`,
  discount: 'Rabatt',
  code: (code) => `Code ${code}`,
  subtotal: 'Zwischensumme',
  shipping: 'Versand',
  tax_added: 'Umsatzsteuer',
  tax_taken_out: 'Enthaltene USt. herausgerechnet',
  net: 'Netto',
  gross: 'Brutto',
  total: 'Gesamtbetrag',
  credited: 'Gutgeschrieben',
  includes_tax: 'Im Gesamtbetrag enthaltene Umsatzsteuer',
  plus_tax: 'Umsatzsteuer im Gesamtbetrag',
  paid: 'Bezahlt',
  gift_card: (last4) => `Gutscheinkarte mit Endung ${last4}`,
  due: 'Zu zahlen',
  is_paid: 'Diese Rechnung ist bezahlt. Vielen Dank.',
  reserved: 'Reserviert, wird von Ihrem Zahlungsmittel eingezogen',
  is_reserved: 'Der Betrag ist reserviert und wird von uns eingezogen. Für Sie gibt es nichts mehr zu tun.',
  transfer: (amount, number) => `Bitte überweisen Sie ${amount} unter Angabe von ${number}.`,
  goes_back: 'Der Betrag wird auf dem Weg erstattet, auf dem er bezahlt wurde, oder mit dem noch offenen verrechnet.',
  treatments: {
    reverse_charge: 'Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge, Artikel 138 und 196 der Richtlinie 2006/112/EG).',
    export: 'Steuerfreie Ausfuhrlieferung (Artikel 146 der Richtlinie 2006/112/EG).',
    exempt: 'Von der Umsatzsteuer befreit.',
    not_registered: 'Es wird keine Umsatzsteuer berechnet.',
  },
  vat_id: 'USt-IdNr.',
  tax_number: 'Steuernummer',
  phone: 'Telefon',
  page: (n, of) => `Seite ${n} von ${of}`,
  packed: 'Gepackt',
  method: 'Versandart',
  note: 'Anmerkung',
  pieces: (count) => `${count} Stück`,
}

/** Documents speak the order's language, or English. */
export const wordsFor = (locale: string): Words => (locale.startsWith('de') ? de : en)
