/** The browser's session: routes of the shop itself, which stand in no contract. */
import { request } from '#admin/api/client.ts'
import type { User } from '#modules/customers/contract.ts'

export type Session = { user: User | null; needs_admin: boolean }
export type SetUp = { setup_token: string; email: string; password: string; name?: string }

const json = (method: string, url: string, body: object) => ({ method, url, type: 'application/json', body: JSON.stringify(body) })

export const sessionRoutes = {
  read: (signal?: AbortSignal): Promise<Session> => request({ method: 'GET', url: '/api/session' }, signal),
  signIn: (input: { email: string; password: string }): Promise<{ user: User }> => request(json('POST', '/api/session', input)),
  signOut: (): Promise<unknown> => request({ method: 'DELETE', url: '/api/session' }),
  setUp: (input: SetUp): Promise<{ user: User }> => request(json('POST', '/api/session/setup', input)),
}
