import type { Picture } from '#modules/media/contract.ts'
import type { Order } from '#modules/orders/contract.ts'
import { Choice, ProblemSummary } from '#ui/field.tsx'
import { Photo } from '#ui/photo.tsx'
import type { ExchangeChoice } from './exchange-choices.ts'
import type { Problems, Values } from './forms.ts'
import { Layout } from './layout.tsx'
import type { View } from './view.ts'

export const REASONS = ['changed_mind', 'does_not_fit', 'damaged', 'not_as_described', 'wrong_item', 'arrived_late', 'other'] as const
export const WANTED = ['refund', 'exchange', 'store_credit'] as const

/** Credit of a guest has no account to stand in: it is a gift card, sent by mail. */
const textOf = (value: (typeof WANTED)[number], { customer_id }: Order) =>
  value === 'store_credit' && !customer_id ? 'wanted.store_credit_as_card' : (`wanted.${value}_text` as const)

/** `others`: what it may be exchanged for. */
export type LineChoice = { line_id: string; quantity: number; title: string; picture: Picture | null; others?: ExchangeChoice[] }

export const exchangeField = (line_id: string): string => `exchange_for.${line_id}`

type ReturnPageProps = { view: View; order: Order; lines: LineChoice[]; values: Values; problems: Problems; return_id: string }

/** Asking to send goods back: what the customer would like, for what, and why. What is sent instead is asked of an exchange alone. */
export const ReturnPage = ({ view, order, lines, values, problems, return_id }: ReturnPageProps) => {
  const { t } = view
  const path = `/orders/${order.token}`
  return (
    <Layout view={view} title={t('return.ask')} is_hidden>
      <div class="narrow">
        <p class="order-number">
          <a href={view.at(path)}>{t('order.title', { number: order.number })}</a>
        </p>
        <h1>{t('return.ask')}</h1>
        <ProblemSummary title={t('form.problems')} problems={problems} labels={labelsOf(view, lines)} />
        <form class="form" method="post" action={view.at(`${path}/return`)} data-once>
          <input type="hidden" name="return_id" value={return_id} />
          <fieldset class="form-part">
            <legend>{t('return.wanted')}</legend>
            <div class="methods">
              {WANTED.map((value) => (
                <label key={value} class="method">
                  <input type="radio" name="wanted" value={value} checked={value === (values.wanted ?? 'refund')} />
                  <span class="method-text">
                    <span class="method-title">{t(`wanted.${value}`)}</span>
                    <span class="quiet">{t(textOf(value, order))}</span>
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
          <LineChoices view={view} lines={lines} values={values} problems={problems} legend={t('return.what')} />
          <Choice
            name="reason"
            label={t('return.why')}
            value={values.reason}
            options={REASONS.map((value) => ({ value, title: t(`reason.${value}`) }))}
          />
          <div class="field">
            <label for="note">
              {t('return.note')}
              <span class="quiet"> {t('form.optional')}</span>
            </label>
            <textarea id="note" name="note" rows={3} maxLength={2000}>
              {values.note}
            </textarea>
          </div>
          <button class="button is-wide" type="submit">
            {t('return.send')}
          </button>
        </form>
      </div>
    </Layout>
  )
}

const labelsOf = ({ t }: View, lines: LineChoice[]) => ({
  note: t('return.note'),
  ...Object.fromEntries(lines.map(({ line_id, title }) => [exchangeField(line_id), title])),
})

type LineChoicesProps = { view: View; lines: LineChoice[]; values: Values; problems?: Problems; legend: string }

export const LineChoices = ({ view, lines, values, problems = {}, legend }: LineChoicesProps) => {
  /** where there is but one line, it is surely meant */
  const chosen = (line_id: string) => Number(values[`quantity.${line_id}`] ?? (lines.length === 1 ? 1 : 0))
  return (
    <fieldset class="form-part">
      <legend>{legend}</legend>
      <ul class="lines is-small">
        {lines.map(({ line_id, quantity, title, picture, others = [] }) => (
          <li key={line_id} class="line">
            <div class="line-picture">{picture && <Photo picture={picture} sizes="72px" is_silent />}</div>
            <div class="line-text">
              <label class="line-title" for={`quantity.${line_id}`}>
                {title}
              </label>
            </div>
            <div class="field">
              <select id={`quantity.${line_id}`} name={`quantity.${line_id}`}>
                {[...Array(Math.min(quantity, 100) + 1).keys()].map((units) => (
                  <option key={units} value={units} selected={units === chosen(line_id)}>
                    {view.t('return.units', { units, of: quantity })}
                  </option>
                ))}
              </select>
            </div>
            {others.length > 0 && (
              <Exchange
                view={view}
                name={exchangeField(line_id)}
                title={title}
                others={others}
                value={values[exchangeField(line_id)]}
                problem={problems[exchangeField(line_id)]}
              />
            )}
          </li>
        ))}
      </ul>
    </fieldset>
  )
}

type ExchangeProps = {
  view: View
  name: string
  title: string
  others: ExchangeChoice[]
  value: string | undefined
  problem: string | undefined
}

/** Shown where an exchange is chosen and something of the line is sent back; that needs no script. */
const Exchange = ({ view: { t }, name, title, others, value, problem }: ExchangeProps) => (
  <div class={problem ? 'field line-exchange is-wrong' : 'field line-exchange'}>
    <label for={name}>
      {t('return.instead')}
      <span class="sr-only"> ({title})</span>
    </label>
    <select id={name} name={name} aria-invalid={problem ? 'true' : undefined} aria-describedby={problem && `${name}-problem`}>
      <option value="">{t('return.same')}</option>
      {others.map((other) => (
        <option
          key={other.variant_id}
          value={other.variant_id}
          selected={other.variant_id === value}
          disabled={other.is_sold_out && other.variant_id !== value}
        >
          {other.is_sold_out ? `${other.title} (${t('product.sold_out')})` : other.title}
        </option>
      ))}
    </select>
    {problem && (
      <p class="field-problem" id={`${name}-problem`}>
        {problem}
      </p>
    )}
  </div>
)
