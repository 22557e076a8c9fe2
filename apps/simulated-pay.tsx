/**
 * The page of the simulated payment provider, as a hosted payment page stands between a checkout and the way back: pay, be declined, break
 * off, or pay and lose the connection. No money moves. Only there where test payments are on (`SIMULATED_PAYMENTS`).
 */
import { createHash } from 'node:crypto'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { Value } from 'typebox/value'
import { type Call, type Client, Id } from '#platform/contract.ts'
import { isFailure } from '#platform/errors.ts'
import { formatMoney } from '#platform/money.ts'
import type { Charged, simulatedPayments } from '#plugins/simulated-payments/contract.ts'
import { acceptForms, textsOf } from './storefront/forms.ts'
import { html } from './storefront/send.ts'

type Clients = { simulated: Pick<Client<typeof simulatedPayments>, 'find' | 'finish'> }

/** How late the news of a payment comes whose shopper has lost the connection. */
const LATE_SECONDS = 20

export const simulatedPay =
  ({ simulated }: Clients): FastifyPluginAsync =>
  async (app) => {
    acceptForms(app)
    const provider = (call: Call): Call => ({ ...call, actor: { kind: 'service', name: 'simulated-pay' } })
    const chargeOf = async (payment_id: string, call: Call): Promise<Charged | null> =>
      Value.Check(Id, payment_id) ? (await simulated.find({ payment_id }, provider(call))).charge : null

    app.get<{ Params: { payment_id: string } }>('/simulated-pay/:payment_id', async ({ params, call, headers }, reply) => {
      const charge = await chargeOf(params.payment_id, call)
      const words = wordsFor(headers['accept-language'])
      return charge ? send(reply, <PayPage {...{ words, charge }} />, charge) : send(reply, <Gone words={words} />, null, 404)
    })

    app.post<{ Params: { payment_id: string } }>('/simulated-pay/:payment_id', async ({ params, body, call, headers }, reply) => {
      const words = wordsFor(headers['accept-language'])
      const charge = await chargeOf(params.payment_id, call)
      if (!charge?.return_url) return send(reply, <Gone words={words} />, null, 404)
      const { payment_id, return_url } = charge
      const { do: done } = textsOf(body)
      try {
        if (done === 'pay' || done === 'decline') await simulated.finish({ payment_id, is_paid: done === 'pay' }, provider(call))
        if (done === 'lose') {
          await simulated.finish({ payment_id, is_paid: true, tell_after_seconds: LATE_SECONDS }, provider(call))
          return send(reply, <Lost {...{ words, return_url }} />, charge, 504)
        }
      } catch (error) {
        if (!isFailure(error, 'NOT_FOUND')) throw error
      }
      return reply.header('cache-control', 'private, no-store').redirect(return_url, 303)
    })
  }

const STYLE = `
:root{color-scheme:light dark;--paper:#f4f4f7;--raised:#fff;--ink:#1b1b24;--muted:#5b5b6b;--line:#8a8a99;--accent:#4338a8;--on:#fff}
@media (prefers-color-scheme:dark){:root{--paper:#131318;--raised:#1d1d25;--ink:#f0f0f5;--muted:#adadbd;--line:#777788;--accent:#b9b2ff;--on:#17123f}}
*{box-sizing:border-box;margin:0}
body{min-height:100dvh;display:grid;place-items:center;padding:1rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
main{width:100%;max-width:26rem;padding:2rem;border-radius:1rem;background:var(--raised);display:grid;gap:1rem}
h1{font-size:1.25rem}
p{color:var(--muted)}
.amount{font-size:2.25rem;font-weight:650;line-height:1.2;color:var(--ink);font-variant-numeric:tabular-nums}
form{display:grid;gap:.75rem}
button,a.button{min-height:3rem;padding:.5rem 1rem;border:1px solid var(--line);border-radius:.625rem;background:none;color:inherit;font:inherit;font-weight:560;
cursor:pointer;display:grid;place-items:center;text-align:center;text-decoration:none}
.main{border-color:var(--accent)!important;background:var(--accent)!important;color:var(--on)!important}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
`
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

/** `form-action` binds where the answer to a form redirects to as well. */
const send = (reply: FastifyReply, page: ReturnType<typeof Frame>, charge: Charged | null, status = 200): FastifyReply => {
  const back = charge?.return_url ? ` ${new URL(charge.return_url).origin}` : ''
  const policy = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'${back}; frame-ancestors 'none'; base-uri 'none'`
  return reply
    .code(status)
    .header('content-security-policy', policy)
    .header('cache-control', 'private, no-store')
    .header('referrer-policy', 'no-referrer')
    .type('text/html; charset=utf-8')
    .send(html(page))
}

const ENGLISH = {
  locale: 'en',
  title: 'Simulated payment',
  text: 'This is the page of a payment provider that takes no money. Choose what is to happen.',
  pay: 'Pay',
  decline: 'The bank declines',
  cancel: 'Break off and go back',
  lose: 'Pay, then lose the connection',
  over: 'This payment is finished already.',
  back: 'Back to the shop',
  gone: 'There is no such payment.',
  lost: 'The connection was lost',
  lost_text: 'The money was taken, but the answer has not arrived. The shop finds out by itself, now or in a few seconds.',
}
const WORDS: Record<string, typeof ENGLISH> = {
  en: ENGLISH,
  de: {
    locale: 'de',
    title: 'Simulierte Zahlung',
    text: 'Dies ist die Seite eines Zahlungsanbieters, der kein Geld nimmt. Wählen Sie, was geschehen soll.',
    pay: 'Bezahlen',
    decline: 'Die Bank lehnt ab',
    cancel: 'Abbrechen und zurück',
    lose: 'Bezahlen, dann die Verbindung verlieren',
    over: 'Diese Zahlung ist bereits abgeschlossen.',
    back: 'Zurück zum Shop',
    gone: 'Diese Zahlung gibt es nicht.',
    lost: 'Die Verbindung ging verloren',
    lost_text:
      'Das Geld wurde genommen, aber die Antwort ist nicht angekommen. Der Shop erfährt es von selbst, gleich oder in einigen Sekunden.',
  },
}

/** A provider knows of a shopper's language only what the browser says. */
const wordsFor = (accepted = ''): typeof ENGLISH => WORDS[accepted.slice(0, 2).toLowerCase()] ?? ENGLISH

type Words = { words: typeof ENGLISH }

const Frame = ({ words, title, children }: Words & { title: string; children: preact.ComponentChildren }) => (
  <html lang={words.locale}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>{title}</title>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own style, allowed by its hash */}
      <style dangerouslySetInnerHTML={{ __html: STYLE }} />
    </head>
    <body>
      <main>
        <h1>{title}</h1>
        {children}
      </main>
    </body>
  </html>
)

const PayPage = ({ words, charge }: Words & { charge: Charged }) => (
  <Frame words={words} title={words.title}>
    <p class="amount">{formatMoney(charge.amount, words.locale)}</p>
    <p>{charge.outcome === 'pending' ? words.text : words.over}</p>
    {charge.outcome === 'pending' ? (
      <form method="post">
        {(['pay', 'decline', 'cancel', 'lose'] as const).map((what) => (
          <button key={what} class={what === 'pay' ? 'main' : undefined} type="submit" name="do" value={what}>
            {words[what]}
          </button>
        ))}
      </form>
    ) : (
      charge.return_url && <Back words={words} return_url={charge.return_url} />
    )}
  </Frame>
)

const Back = ({ words, return_url }: Words & { return_url: string }) => (
  <a class="button" href={return_url} rel="noreferrer">
    {words.back}
  </a>
)

const Lost = ({ words, return_url }: Words & { return_url: string }) => (
  <Frame words={words} title={words.lost}>
    <p>{words.lost_text}</p>
    <Back words={words} return_url={return_url} />
  </Frame>
)

const Gone = ({ words }: Words) => (
  <Frame words={words} title={words.title}>
    <p>{words.gone}</p>
  </Frame>
)
