import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The token that opens an order without signing in: the order's id and 128 bits that only the shop can make, so that
 * nothing has to be stored and nobody can guess it. 43 characters that need no escaping in an address.
 */
export const tokenOf = (key: Uint8Array, order_id: string): string =>
  Buffer.concat([Buffer.from(order_id.replaceAll('-', ''), 'hex'), seal(key, order_id)]).toString('base64url')

/** The id in a token, or undefined if the shop did not make it. */
export const orderOf = (key: Uint8Array, token: string): string | undefined => {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== 32 || bytes.toString('base64url') !== token) return undefined
  const order_id = bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return timingSafeEqual(seal(key, order_id), bytes.subarray(16)) ? order_id : undefined
}

const seal = (key: Uint8Array, order_id: string): Buffer => createHmac('sha256', key).update(order_id).digest().subarray(0, 16)
