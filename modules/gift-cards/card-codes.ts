import { createHash, createHmac } from 'node:crypto'
import { idFromHash } from '#platform/ids.ts'
import type { GiftCards } from './needs.ts'

/** 32 characters, so that a byte has no favourites; without 0 and O, 1 and I. Sixteen of them are 80 bits. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const LENGTH = 16

/**
 * The code of a card: a keyed digest of its id, so that a request that is repeated gets the same code although it is kept nowhere. Without
 * the key, neither the id nor the whole database tells a code.
 */
export const codeOfCard = ({ code_key }: GiftCards, instrument_id: string): string => {
  const digest = createHmac('sha256', code_key).update(`code of ${instrument_id}`).digest()
  const code = Array.from(digest.subarray(0, LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('')
  return code.match(/.{4}/g)?.join('-') ?? code
}

/** What a person typed, without the hyphens, spaces and small letters they may have added. */
const bare = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '')

/** What is kept of a code. Keyed, so that a stolen table cannot be searched for codes. */
export const hashOfCode = ({ code_key }: GiftCards, typed: string): Buffer =>
  createHmac('sha256', code_key)
    .update(`hash of ${bare(typed)}`)
    .digest()

export const last4Of = (code: string): string => bare(code).slice(-4)

/**
 * Ids that follow from what they are for: of a card by what made it, of a store credit by customer and currency. So a request that is
 * repeated meets its own row, and nobody can name the card of somebody else as the one to be made.
 */
const idOf = (words: string): string => idFromHash(createHash('sha256').update(words).digest())
export const idOfIssuedCard = (card_id: string): string => idOf(`issued ${card_id}`)
export const idOfCreditCard = (credit_id: string): string => idOf(`credited ${credit_id}`)
export const idOfStoreCredit = (customer_id: string, currency: string): string => idOf(`store credit ${customer_id} ${currency}`)
