/** What a shopper sees when a page is not there or something broke: words, a way on, and nothing of our insides. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { toFailure } from '#platform/http.ts'
import { Icon } from '#ui/icon.tsx'
import { tell } from './forms.ts'
import { Layout } from './layout.tsx'
import type { Message } from './messages.ts'
import { Moved, sendJson, sendPrivate } from './send.ts'
import type { View } from './view.ts'

/** Catches what no page has claimed, and every error a page throws. `open` opens the visit of a request that was refused before. */
export const errorPages = (app: FastifyInstance, open: Open): void => {
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply, open))
  app.get('/*', sendNotFound)
}

type Open = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

export const sendNotFound = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
  sendPrivate(reply, <NotFoundPage view={await request.visit.view('/')} />, 404)

type Kind = 'broken' | 'refused' | 'busy' | 'away' | 'unusable'
const KINDS: Record<number, Kind> = { 403: 'refused', 429: 'busy', 503: 'away' }

const kindOf = (status: number): Kind => KINDS[status] ?? (status < 500 ? 'unusable' : 'broken')

const sendError = async (error: unknown, request: FastifyRequest, reply: FastifyReply, open: Open): Promise<FastifyReply> => {
  if (error instanceof Moved) return reply.header('cache-control', 'no-cache').redirect(error.address, 302)
  const failure = toFailure(error)
  // A page's address that no operation accepts, such as a slug in capitals, is simply a page that is not there.
  const is_bad_address = request.method === 'GET' && failure.code === 'INVALID_INPUT'
  const status = is_bad_address ? 404 : (failure.status ?? 500)
  if (status >= 500) request.log.error({ err: error, request_id: request.id }, 'a page failed')
  const { retry_after } = failure.details
  if (typeof retry_after === 'number') reply.header('retry-after', String(retry_after))
  // Refused before a page was reached: from another site, too large, of a type no form has.
  if (!request.visit) await open(request, reply).catch(() => {})
  const { visit } = request
  if (!visit) return reply.code(status).type('text/plain; charset=utf-8').send(`${failure.message}\n`)
  if (visit.wants_json) return sendJson(reply, { failed: status < 500 ? tell(failure, visit.t) : visit.t('error.broken_text') }, status)
  if (status === 404) return sendNotFound(request, reply)
  const view = await visit.view('/')
  return sendPrivate(reply, <ErrorPage view={view} kind={kindOf(status)} request_id={request.id} />, status)
}

export const NotFoundPage = ({ view }: { view: View }) => (
  <Layout view={view} title={view.t('error.missing')} is_hidden>
    <div class="narrow is-error">
      <p class="error-code" aria-hidden="true" />
      <h1>{view.t('error.missing')}</h1>
      <p>{view.t('error.missing_text')}</p>
      <form class="big-search" action={view.at('/search')} method="get">
        <label class="sr-only" for="q-404">
          {view.t('search.label')}
        </label>
        <Icon name="search" />
        <input id="q-404" name="q" type="search" placeholder={view.t('search.placeholder')} maxLength={200} />
        <button class="button" type="submit">
          {view.t('search.go')}
        </button>
      </form>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: rendered by navigation.tsx, which escapes */}
      <nav class="error-nav" aria-label={view.t('home.categories')} dangerouslySetInnerHTML={{ __html: view.nav }} />
    </div>
  </Layout>
)

type ErrorPageProps = { view: View; kind: Kind; request_id: string }

export const ErrorPage = ({ view, kind, request_id }: ErrorPageProps) => {
  const title: Message = `error.${kind}`
  const text: Message = `error.${kind}_text`
  return (
    <Layout view={view} title={view.t(title)} is_hidden>
      <div class="narrow is-error">
        <h1>{view.t(title)}</h1>
        <p>{view.t(text)}</p>
        <a class="button" href={view.at('/')}>
          {view.t('nav.home')}
        </a>
        <p class="quiet">
          {view.t('error.number')} <code>{request_id}</code>
        </p>
      </div>
    </Layout>
  )
}
