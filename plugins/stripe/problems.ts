import { withoutCardNumbers } from '#platform/card-numbers.ts'
import type { StripeLink } from './link.ts'

/** What an error of the client says, without what it carries: headers, bodies, causes. Those are never logged. */
export type Complaint = {
  type: string
  code: string | null
  decline_code: string | null
  param: string | null
  status: number | null
  request_id: string | null
  message: string
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** Keys and secrets of Stripe's, also the half of one that Stripe repeats in "Invalid API Key provided". https://docs.stripe.com/keys */
const KEY = /\b(?:sk|rk|pk|whsec)_[\w*]+/g

export const withoutKeys = (sentence: string): string => withoutCardNumbers(sentence.replace(KEY, '[key]'))

/** The complaint of an error that the client made; undefined for an error of our own. */
export const complaintOf = (error: unknown): Complaint | undefined => {
  if (!(error instanceof Error) || !('type' in error) || typeof error.type !== 'string' || !error.type.startsWith('Stripe'))
    return undefined
  const said: { [key: string]: unknown } = { ...error }
  return {
    type: error.type,
    code: text(said.code),
    decline_code: text(said.decline_code),
    param: text(said.param),
    status: typeof said.statusCode === 'number' ? said.statusCode : null,
    request_id: text(said.requestId),
    message: withoutKeys(error.message),
  }
}

/**
 * Stripe has read the request and done nothing: https://docs.stripe.com/error-handling. All else (rate limit, 409, 5xx, garbage, no connection)
 * leaves open what happened.
 */
const REFUSALS = new Set(['StripeCardError', 'StripeInvalidRequestError', 'StripeAuthenticationError', 'StripePermissionError'])

export const isRefusal = (complaint: Complaint | undefined): complaint is Complaint =>
  complaint !== undefined && REFUSALS.has(complaint.type)

/** The same key came with other parameters: what the key was first used for stands. https://docs.stripe.com/api/idempotent_requests */
export const isOtherUse = (complaint: Complaint | undefined): boolean => complaint?.type === 'StripeIdempotencyError'

/** "No answer", for whoever asked: nothing may be concluded from it. Its text is safe to log and to show staff. */
export const noAnswer = (doing: string, error: unknown): Error => {
  const complaint = complaintOf(error)
  if (!complaint)
    return error instanceof Error && error.message.startsWith('Stripe: ')
      ? error
      : new Error(`Stripe: ${doing}: ${withoutKeys(String(error))}`)
  const { type, code, message, request_id } = complaint
  return new Error(`Stripe: ${doing}: ${[type, code, message, request_id && `request ${request_id}`].filter(Boolean).join(', ')}`)
}

/** Tells the people who run the shop, since a refusal is theirs to mend: a wrong key, a currency that is not switched on. */
export const logRefusal = ({ log }: StripeLink, doing: string, complaint: Complaint): void => {
  if (complaint.type !== 'StripeCardError') log.error({ stripe: complaint }, `Stripe refused to ${doing}`)
}

/**
 * Why a card was declined, in words for the shopper. Reasons that could help a thief are told as plain declines, as Stripe asks:
 * https://docs.stripe.com/declines/codes
 */
const SENTENCES: Record<string, string> = {
  insufficient_funds: 'The card does not have enough money for this payment. Please use another one.',
  expired_card: 'The card has expired. Please use another one.',
  incorrect_cvc: 'The security code of the card is not right. Please try again.',
  invalid_cvc: 'The security code of the card is not right. Please try again.',
  incorrect_number: 'The number of the card is not right. Please try again.',
  authentication_required: 'The bank wants the payment to be confirmed. Please try again and follow its steps.',
  payment_intent_authentication_failure: 'The payment was not confirmed with the bank. Please try again or use another card.',
  card_not_supported: 'The card cannot be used for this payment. Please use another one.',
  currency_not_supported: 'The card cannot be used in this currency. Please use another one.',
  processing_error: 'The payment could not be processed. Please try again in a moment.',
  card_velocity_exceeded: 'The limit of the card is reached. Please use another one.',
  withdrawal_count_limit_exceeded: 'The limit of the card is reached. Please use another one.',
  email_invalid: 'Our payment service does not take this e-mail address. Please use another one, or another way to pay.',
  amount_too_small: 'The amount is too small to be paid this way. Please choose another way to pay.',
  amount_too_large: 'The amount is too large to be paid this way. Please choose another way to pay.',
}
const DECLINED = 'The payment was declined. Please try again or use another card.'
const OUR_FAULT = 'This way to pay does not work at the moment. Please choose another one.'

type Reason = { code?: string | null | undefined; decline_code?: string | null | undefined }

/** For the failure that a payment carries (`last_payment_error`). */
export const sentenceOf = (reason: Reason): string => SENTENCES[reason.decline_code ?? ''] ?? SENTENCES[reason.code ?? ''] ?? DECLINED

/** For a request that was refused. */
export const sentenceFor = (complaint: Complaint): string =>
  complaint.type === 'StripeCardError' ? sentenceOf(complaint) : (SENTENCES[complaint.code ?? ''] ?? OUR_FAULT)
