import type { VatIdAnswer, VatIdCheck } from '#modules/tax/vat-id-check.ts'

/** The European Commission's "VAT Information Exchange System", REST; its description is at /taxation_customs/vies/#/technical-information. */
const ADDRESS = 'https://ec.europa.eu/taxation_customs/vies/rest-api/check-vat-number'

/** What VIES writes where a state gives away nothing. */
const WITHHELD = '---'

/**
 * Asks VIES. A yes or a no is an answer; a state that is away or too busy, a page that is no answer, or no line at all is none, and throws.
 * `address` is another one for tests.
 */
export const vies = (address: string = ADDRESS): VatIdCheck => ({
  check: async (vat_id, own_vat_id, signal) => {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ ...numberOf(vat_id), ...(own_vat_id === null ? {} : requesterOf(own_vat_id)) }),
      redirect: 'error',
      signal,
    })
    return read(await answer.json(), answer.status)
  },
})

const numberOf = (vat_id: string) => ({ countryCode: vat_id.slice(0, 2), vatNumber: vat_id.slice(2) })
const requesterOf = (vat_id: string) => ({ requesterMemberStateCode: vat_id.slice(0, 2), requesterNumber: vat_id.slice(2) })

/** @throws Error with what VIES says, such as MS_UNAVAILABLE, unless it is a plain yes or no */
const read = (answer: unknown, status: number): VatIdAnswer => {
  const { valid, name, address, requestIdentifier, userError } = fieldsOf(answer)
  const isNoAnswer = typeof userError === 'string' && userError !== '' && userError !== 'VALID' && userError !== 'INVALID'
  if (status !== 200 || typeof valid !== 'boolean' || isNoAnswer) {
    throw new Error(`VIES gave no answer: ${status} ${JSON.stringify(answer)?.slice(0, 300)}`)
  }
  return { is_valid: valid, name: textOf(name), address: textOf(address), consultation_number: textOf(requestIdentifier) }
}

const fieldsOf = (answer: unknown): Record<string, unknown> =>
  typeof answer === 'object' && answer !== null ? Object.fromEntries(Object.entries(answer)) : {}

const textOf = (value: unknown): string | null => {
  const text = typeof value === 'string' ? value.replace(/\0/g, '').trim().slice(0, 500) : ''
  return text === '' || text === WITHHELD ? null : text
}
