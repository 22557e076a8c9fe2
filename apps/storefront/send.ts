/** How a page leaves: shared by everyone, or for one person only. */
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
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
 * Sends a page that is the same for everyone who asks in this language and currency. It is made once and kept, compressed as well;
 * a browser that has it already gets 304. `no-cache` means "ask again each time", and keeps the page in the back-forward cache.
 */
export const sendShared = async (store: Storefront, reply: FastifyReply, { key, tags, make, type }: Shared): Promise<FastifyReply> => {
  const { headers, visit } = reply.request
  const name = `page ${visit.locale} ${visit.currency} ${key}`
  const all = ['settings', ...tags]
  const encoding = encodingOf(headers['accept-encoding'])
  const plain = () => store.cache.get(name, all, make)
  const { body, etag } = encoding
    ? await store.cache.get(`${name} ${encoding}`, all, async () => compress[encoding]((await plain()).body))
    : await plain()
  if (encoding) reply.header('content-encoding', encoding)
  reply.header('cache-control', 'public, no-cache').header('vary', 'Cookie, Accept-Encoding').header('etag', etag)
  if (headers['if-none-match']?.split(',').some((known) => known.trim().replace(/^W\//, '') === etag)) return reply.code(304).send()
  return reply.type(type ?? 'text/html; charset=utf-8').send(body)
}

const QUALITY = 5 // of 11: nearly as small as the highest, at a tenth of the time

/** Only for shared pages: they hold no secret that the length of a compressed answer could give away (BREACH). */
const compress = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
}

const encodingOf = (accepted: string | string[] | undefined): keyof typeof compress | undefined => {
  const names = String(accepted ?? '')
  return /\bbr\b/.test(names) ? 'br' : /\bgzip\b/.test(names) ? 'gzip' : undefined
}

/** Sends a page that was made for one person; nobody may keep it. */
export const sendPrivate = (reply: FastifyReply, page: ComponentChild, status = 200): FastifyReply =>
  reply.code(status).header('cache-control', 'private, no-store').type('text/html; charset=utf-8').send(html(page))

export const sendJson = (reply: FastifyReply, value: unknown, status = 200): FastifyReply =>
  reply.code(status).header('cache-control', 'private, no-store').type('application/json; charset=utf-8').send(JSON.stringify(value))

/** After a form: the browser fetches the next page with GET, so reloading it sends nothing twice. */
export const sendOn = (reply: FastifyReply, address: string): FastifyReply =>
  reply.header('cache-control', 'private, no-store').redirect(address, 303)
