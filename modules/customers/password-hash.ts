import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { failCommon } from '#platform/errors.ts'

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB (in KiB), 2 passes, 1 lane. RFC 9106 for the tag. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 }
const TAG_BYTES = 32
const SALT_BYTES = 16

/** Hashing is heavy on purpose: two at a time, so that a flood of sign-ins cannot take all cores; a bounded queue behind them. */
const AT_ONCE = 2
const MOST_WAITING = 200
let running = 0
const waiting: (() => void)[] = []

const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (waiting.length >= MOST_WAITING)
    throw failCommon('UNAVAILABLE', 'Too many people are signing in just now. Try again.', { retry_after: 5 })
  if (running < AT_ONCE) running++
  else await new Promise<void>((resume) => waiting.push(resume)) // the one who leaves hands over its place
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

type Cost = typeof COST

const argon2id = (password: string, salt: Buffer, cost: Cost, tag_bytes: number): Promise<Buffer> =>
  inTurn(
    () =>
      new Promise((resolve, reject) => {
        const parameters = { ...cost, message: password.normalize('NFKC'), nonce: salt, tagLength: tag_bytes }
        argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag)))
      }),
  )

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

/** The password as a PHC string, `$argon2id$v=19$m=19456,t=2,p=1$salt$tag`. @throws UNAVAILABLE when too many wait */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(SALT_BYTES)
  const tag = await argon2id(password, salt, COST, TAG_BYTES)
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${base64(salt)}$${base64(tag)}`
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** What an unknown account is compared with, so that it takes as long as a known one. No password has this tag. */
const NOBODY = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${base64(Buffer.alloc(SALT_BYTES))}$${base64(Buffer.alloc(TAG_BYTES))}`

/** Is this the password behind the hash? Takes the same time without a hash, and is then false. @throws UNAVAILABLE when too many wait */
export const isPassword = async (password: string, hash: string | undefined): Promise<boolean> => {
  const [, memory, passes, parallelism, salt = '', tag = ''] = PHC.exec(hash ?? NOBODY) ?? []
  if (!memory) throw new TypeError('A stored password hash is not argon2id in PHC form')
  const kept = Buffer.from(tag, 'base64')
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  const found = await argon2id(password, Buffer.from(salt, 'base64'), cost, kept.length)
  return timingSafeEqual(found, kept) && hash !== undefined
}
