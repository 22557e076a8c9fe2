/** Cookies the shop sets, read and written in one place. A name differs between https and plain http, so neither can fall back to the other. */

/** Session: `__Host-` ties the cookie to this host, https and path `/` (RFC 6265bis, section 4.1.3). */
export const sessionCookieName = (is_https: boolean): string => (is_https ? '__Host-sid' : 'sid_plain')

/** How long a browser keeps the session cookie; the session itself ends in the database (reliability: 14 days idle, 90 days at most). */
const SESSION_SECONDS = 90 * 86_400

export type CookieOptions = {
  is_https: boolean
  /** seconds; 0 removes the cookie, left out it lasts as long as the browser is open */
  max_age?: number
  /** scripts of our pages may read it */
  is_readable?: boolean
  path?: string
}

/** The value of a cookie in a `Cookie` header, or undefined. A value that is not valid percent-encoding counts as missing. */
export const readCookie = (header: string | undefined, name: string): string | undefined => {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return decoded(part.slice(at + 1).trim())
  }
  return undefined
}

/** A `Set-Cookie` header. The value is percent-encoded, so no text can break out of it. */
export const writeCookie = (name: string, value: string, { is_https, max_age, is_readable, path }: CookieOptions): string =>
  [
    `${name}=${encodeURIComponent(value)}`,
    `Path=${path ?? '/'}`,
    'SameSite=Lax',
    max_age === undefined ? '' : `Max-Age=${max_age}`,
    is_readable ? '' : 'HttpOnly',
    is_https ? 'Secure' : '',
  ]
    .filter(Boolean)
    .join('; ')

export const writeSessionCookie = (session_token: string, is_https: boolean): string =>
  writeCookie(sessionCookieName(is_https), session_token, { is_https, max_age: SESSION_SECONDS })

export const clearSessionCookie = (is_https: boolean): string => writeCookie(sessionCookieName(is_https), '', { is_https, max_age: 0 })

export const readSessionCookie = (header: string | undefined, is_https: boolean): string | undefined =>
  readCookie(header, sessionCookieName(is_https)) || undefined

const decoded = (value: string): string | undefined => {
  try {
    return decodeURIComponent(value)
  } catch {
    return undefined
  }
}
