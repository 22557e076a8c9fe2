/** The port to an outside service that calculates taxes. A plugin answers to this; the shop falls back where it fails. */
import type { Calculate, TaxedLine, VatIdStanding } from './contract.ts'

/** What is asked, with the shop's own country and what is known of the VAT-ID. */
export type TaxQuestion = Calculate & { home_country: string; vat_id_state: VatIdStanding['state'] | null }

export type TaxProvider = {
  name: string
  /**
   * One answer for each line of the question, by `line_id`, with net + tax = gross. Throws when it has none.
   * `signal` stops when the shop waits no longer.
   */
  calculate(question: TaxQuestion, signal: AbortSignal): Promise<{ lines: TaxedLine[] }>
}
