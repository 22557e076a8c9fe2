import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from '#platform/errors.ts'
import type { Log } from '#platform/log.ts'

/**
 * The 1,000 most common passwords of 8 and more characters, lower case, by the frequency lists of leaked accounts
 * that Dropbox published with zxcvbn (MIT), and the usual defaults of devices and manuals.
 */
const common = new Set(
  readFileSync(join(import.meta.dirname, 'common-passwords.txt'), 'utf8')
    .trim()
    .split('\n'),
)

/** `Passw0rd!` is as common as `passw0rd`: capitals and marks at the end are what everyone adds. */
const bare = (password: string): string => password.toLowerCase().replace(/[^\p{L}\p{N}]+$/u, '')

const isGuessable = (password: string, email: string): boolean => {
  const lower = password.toLowerCase()
  return common.has(lower) || common.has(bare(password)) || lower === email.toLowerCase()
}

/**
 * Passwords that everyone tries first are refused in production (NIST SP 800-63B-4, section 3.1.1.2: compare with a blocklist,
 * demand no composition). Elsewhere they are only logged, so that trying the shop out stays easy.
 * @throws WEAK_PASSWORD
 */
export const refuseWeakPassword = (
  needs: { log: Log; is_production: boolean },
  { email, password, field = 'password' }: { email: string; password: string; field?: string },
): void => {
  if (!isGuessable(password, email)) return
  if (needs.is_production) {
    throw fail('WEAK_PASSWORD', 'This password is one of those tried first. Take one that is on no list, such as four random words.', {
      field,
    })
  }
  needs.log.warn('a password from the list of common ones was accepted; production refuses it')
}
