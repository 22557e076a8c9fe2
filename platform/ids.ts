import { randomUUID } from 'node:crypto'

/**
 * A UUIDv7 (RFC 9562, section 5.7): 48 bits of milliseconds, then random bits, so that new rows land side by side in an index.
 * Made here and not by the database, because PostgreSQL has `uuidv7()` only from version 18 on.
 */
export const newId = (now: Date = new Date()): string => {
  const time = now.getTime().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}` // its random bits come from a pool, and its variant is the same
}

/** A UUIDv4: for ids that are secrets at the same time, such as a guest's cart. */
export const newSecretId = (): string => randomUUID()

/** A UUIDv8 made of 16 bytes of a hash: the same input always names the same thing. */
export const idFromHash = (hash: Uint8Array): string => {
  const bytes = Buffer.from(hash.subarray(0, 16))
  bytes[6] = 0x80 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  return format(bytes)
}

const format = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
