/** The port to whoever knows VAT-IDs. `plugins/vies` asks the European Commission. */

export type VatIdAnswer = { is_valid: boolean; name: string | null; address: string | null; consultation_number: string | null }

export type VatIdCheck = {
  /**
   * Is it valid now? `own_vat_id` is the shop's: one who names himself gets a consultation number.
   * Throws when no answer came; that is never taken for a no.
   */
  check(vat_id: string, own_vat_id: string | null, signal: AbortSignal): Promise<VatIdAnswer>
}
