import { failCommon } from '#platform/errors.ts'
import { hashOfCode, idOfStoreCredit } from './card-codes.ts'
import type { GiftCards } from './needs.ts'

/** How a statement finds the value that is meant: a card by the hash of its code, a store credit by its id. */
export type Found = { code_hash: Buffer | null; instrument_id: string | null }

export const findInstrument = (
  needs: GiftCards,
  { code, customer_id }: { code?: string; customer_id?: string },
  currency: string,
): Found => {
  if ((code === undefined) === (customer_id === undefined))
    throw failCommon('INVALID_INPUT', 'instrument: name either a code or a customer.', { field: 'instrument' })
  return {
    code_hash: code === undefined ? null : hashOfCode(needs, code),
    instrument_id: customer_id === undefined ? null : idOfStoreCredit(customer_id, currency),
  }
}
