import { createHash, randomBytes } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import type { Role } from '#platform/contract.ts'
import { newId } from '#platform/ids.ts'
import type { Customers } from './needs.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Seconds a session lives unused, and at most. Those who can change the shop are asked more often (OWASP ASVS 5.0, 7.3). */
const LIVES = {
  page: { customer: { idle: 14 * DAY, most: 90 * DAY }, staff: { idle: 30 * MINUTE, most: 12 * HOUR } },
  api: { idle: DAY, most: DAY },
}

const ISSUER = 'souk'

export type Kind = 'page' | 'api'
export type NewSession = {
  session_id: string
  kind: Kind
  token_hash: Buffer
  idle_seconds: number
  expires_at: Date
  ends_at: Date
}

/** A secret of one kind is no secret of the other: a JWT taken apart does not make a cookie. */
const digest = (kind: Kind, secret: string): Buffer => createHash('sha256').update(`${kind} ${secret}`).digest()

const lifeOf = (kind: Kind, role: Role) => {
  if (kind === 'api') return LIVES.api
  return role === 'customer' ? LIVES.page.customer : LIVES.page.staff
}

/** A session to be stored, and the secret that opens it: 32 random bytes, kept only as their SHA-256. */
export const newSession = (kind: Kind, role: Role, now: Date): { secret: string; session: NewSession } => {
  const secret = randomBytes(32).toString('base64url')
  const { idle, most } = lifeOf(kind, role)
  const until = (seconds: number) => new Date(now.getTime() + seconds * 1000)
  return {
    secret,
    session: {
      session_id: newId(now),
      kind,
      token_hash: digest(kind, secret),
      idle_seconds: idle,
      expires_at: until(idle),
      ends_at: until(most),
    },
  }
}

/**
 * A JWT for the API (HS256, 24 hours). Its `sid` is the secret of a session row, so that neither the signing key
 * nor the table alone opens anything, and ending the session ends the token.
 */
export const signToken = (
  { secret }: Customers,
  user_id: string,
  { session, sid }: { session: NewSession; sid: string },
): Promise<string> =>
  new SignJWT({ sid })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(ISSUER)
    .setSubject(user_id)
    .setIssuedAt(Math.floor(session.ends_at.getTime() / 1000) - LIVES.api.most)
    .setExpirationTime(Math.floor(session.ends_at.getTime() / 1000))
    .sign(secret)

const sidOf = async ({ secret, clock }: Customers, token: string): Promise<string | undefined> => {
  try {
    const { payload } = await jwtVerify<{ sid?: unknown }>(token, secret, {
      algorithms: ['HS256'],
      issuer: ISSUER,
      typ: 'JWT',
      requiredClaims: ['sid', 'sub', 'exp'],
      currentDate: clock.now(),
    })
    return typeof payload.sid === 'string' ? payload.sid : undefined
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined // forged, expired or no JWT at all: nobody's session
    throw error
  }
}

/** What a token that somebody presents is stored under, or undefined for a JWT that is not ours or no longer valid. */
export const hashOfToken = async (needs: Customers, token: string): Promise<Buffer | undefined> => {
  if (!token.includes('.')) return digest('page', token)
  const sid = await sidOf(needs, token)
  return sid === undefined ? undefined : digest('api', sid)
}
