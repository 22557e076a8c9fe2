/** A browser that runs no scripts: keeps cookies, sends forms, follows what a form answers. */
import type { FastifyInstance } from 'fastify'

export type Answer = {
  status: number
  html: string
  bytes: Buffer
  headers: Record<string, string | string[] | number | undefined>
  location: string
}
export type Visitor = {
  cookies: Map<string, string>
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  /** sends a form and stops at the answer */
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Answer>
  /** sends a form and goes where the answer leads */
  submit(path: string, fields: Record<string, string>): Promise<Answer>
}

export const visitor = (app: FastifyInstance): Visitor => {
  const cookies = new Map<string, string>()
  const ask = async (method: 'GET' | 'POST', path: string, { headers, payload }: { headers: Record<string, string>; payload?: string }) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await app.inject({
      method,
      url: path,
      headers: { ...(cookie ? { cookie } : {}), ...headers },
      ...(payload ? { payload } : {}),
    })
    for (const { name, value, maxAge } of response.cookies) {
      if (maxAge === 0) cookies.delete(name)
      else cookies.set(name, encodeURIComponent(value))
    }
    const { location } = response.headers
    return {
      status: response.statusCode,
      html: response.body,
      bytes: response.rawPayload,
      headers: response.headers,
      location: typeof location === 'string' ? location : '',
    }
  }
  const self: Visitor = {
    cookies,
    get: (path, headers = {}) => ask('GET', path, { headers: { accept: 'text/html', ...headers } }),
    post: (path, fields, headers = {}) =>
      ask('POST', path, {
        headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers },
        payload: new URLSearchParams(fields).toString(),
      }),
    submit: async (path, fields) => {
      const answer = await self.post(path, fields)
      return answer.status === 303 ? self.get(answer.location) : answer
    },
  }
  return self
}

/** The value a form field of the page itself (not of its header) was sent with. */
export const sentValue = (html: string, name: string): string | undefined => {
  const input = new RegExp(`<input[^>]*\\bname="${name}"[^>]*>`).exec(html.slice(html.indexOf('<main')))?.[0] ?? ''
  return /\bvalue="([^"]*)"/.exec(input)?.[1]
}
