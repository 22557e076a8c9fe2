/** How a page leaves: shared by everyone, or for one person only. */
import type { FastifyReply } from 'fastify'
import { type ComponentChild, isValidElement } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Storefront } from './storefront.ts'

export const html = (page: ComponentChild): string => {
  if (!isValidElement(page)) throw new TypeError('A page must be one element.')
  return `<!doctype html>${renderToString(page)}`
}

/** Thrown while a shared page is made, when it lives at another address; nothing is kept then. */
export class Moved extends Error {
  readonly address: string
  constructor(address: string) {
    super(`moved to ${address}`)
    this.address = address
  }
}

export type Shared = {
  /** what the page depends on besides language and currency: its address with the part of the query that matters */
  key: string
  /** the page is made again when one of these changes */
  tags: string[]
  make(): Promise<string>
  type?: string
}

/**
 * Sends a page that is the same for everyone who asks in this language and currency. It is made once and kept;
 * a browser that has it already gets 304. `no-cache` means "ask again each time", and keeps the page in the back-forward cache.
 */
export const sendShared = async (store: Storefront, reply: FastifyReply, { key, tags, make, type }: Shared): Promise<FastifyReply> => {
  const { locale, currency } = reply.request.visit
  const { body, etag } = await store.cache.get(`page ${locale} ${currency} ${key}`, ['settings', ...tags], make)
  reply.header('cache-control', 'public, no-cache').header('vary', 'Cookie, Accept-Encoding').header('etag', etag)
  const known = reply.request.headers['if-none-match']
  if (known?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''))) return reply.code(304).send()
  return reply.type(type ?? 'text/html; charset=utf-8').send(body)
}

/** Sends a page that was made for one person; nobody may keep it. */
export const sendPrivate = (reply: FastifyReply, page: ComponentChild, status = 200): FastifyReply =>
  reply.code(status).header('cache-control', 'private, no-store').type('text/html; charset=utf-8').send(html(page))

export const sendJson = (reply: FastifyReply, value: unknown, status = 200): FastifyReply =>
  reply.code(status).header('cache-control', 'private, no-store').type('application/json; charset=utf-8').send(JSON.stringify(value))

/** After a form: the browser fetches the next page with GET, so reloading it sends nothing twice. */
export const sendOn = (reply: FastifyReply, address: string): FastifyReply =>
  reply.header('cache-control', 'private, no-store').redirect(address, 303)
