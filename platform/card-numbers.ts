/**
 * Card numbers in texts. No card number may reach this shop (PCI DSS 4.0.1, SAQ A): what people type is refused when it holds one, and
 * what is logged is masked. Free of any server code.
 */

/** 13 to 19 digits, single spaces (as addresses write them, too) or dashes between them: what a card number looks like (ISO/IEC 7812). */
const LIKE_A_CARD = /\b\d(?:(?:[ +-]|%20)?\d){12,18}\b/g
const BETWEEN = /%20|\D/g
/** RFC 9562. One in thirty thousand begins with what would be a card's number, and forwarding addresses are made of them. */
const UUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi

/** Luhn check digit (ISO/IEC 7812-1, annex B): tells card numbers from other long numbers. */
const passesLuhn = (digits: string): boolean => {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}

/**
 * First digits and lengths that schemes issue (ISO/IEC 7812 issuer numbers as the schemes publish them): Visa; Mastercard 51-55 and
 * 2221-2720; American Express; Diners Club; Discover; JCB; UnionPay; Maestro. Thirteen digits are left out: Visa no longer issues them,
 * and telephone numbers and EAN-13 barcodes have as many.
 */
const ISSUED =
  /^(?:4(?:\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|5\d\d|4[4-9]\d)\d{12}|62\d{14,17}|(?:5[0678]|6[37])\d{14,17})$/

/** Takes everything that might be a card number out of a text, so that none is ever written down. */
export const withoutCardNumbers = (text: string): string =>
  text.replace(LIKE_A_CARD, (found) => (passesLuhn(found.replace(BETWEEN, '')) ? '[card number]' : found))

/** Is there a number in it that an issuer could have given out? Narrower than what is masked, so that no honest text is refused. */
export const hasCardNumber = (text: string): boolean => {
  for (const [found] of text.replace(UUID, '').matchAll(LIKE_A_CARD)) {
    const digits = found.replace(BETWEEN, '')
    if (ISSUED.test(digits) && passesLuhn(digits)) return true
  }
  return false
}
