import type { Picture } from '#modules/media/contract.ts'
import type { Order } from '#modules/orders/contract.ts'
import { Choice, ProblemSummary } from '#ui/field.tsx'
import { Photo } from '#ui/photo.tsx'
import type { Problems, Values } from './forms.ts'
import { Layout } from './layout.tsx'
import type { View } from './view.ts'

export const REASONS = ['changed_mind', 'does_not_fit', 'damaged', 'not_as_described', 'wrong_item', 'arrived_late', 'other'] as const
export const WANTED = ['refund', 'exchange', 'store_credit'] as const

/** Credit of a guest has no account to stand in: it is a gift card, sent by mail. */
const textOf = (value: (typeof WANTED)[number], { customer_id }: Order) =>
  value === 'store_credit' && !customer_id ? 'wanted.store_credit_as_card' : (`wanted.${value}_text` as const)

export type LineChoice = { line_id: string; quantity: number; title: string; picture: Picture | null }

type ReturnPageProps = { view: View; order: Order; lines: LineChoice[]; values: Values; problems: Problems; return_id: string }

/** Asking to send goods back: what, why, and what the customer would like instead. */
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
        <ProblemSummary title={t('form.problems')} problems={problems} labels={{ note: t('return.note') }} />
        <form class="form" method="post" action={view.at(`${path}/return`)} data-once>
          <input type="hidden" name="return_id" value={return_id} />
          <LineChoices view={view} lines={lines} values={values} legend={t('return.what')} />
          <Choice
            name="reason"
            label={t('return.why')}
            value={values.reason}
            options={REASONS.map((value) => ({ value, title: t(`reason.${value}`) }))}
          />
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

type LineChoicesProps = { view: View; lines: LineChoice[]; values: Values; legend: string }

export const LineChoices = ({ view, lines, values, legend }: LineChoicesProps) => {
  /** where there is but one line, it is surely meant */
  const chosen = (line_id: string) => Number(values[`quantity.${line_id}`] ?? (lines.length === 1 ? 1 : 0))
  return (
    <fieldset class="form-part">
      <legend>{legend}</legend>
      <ul class="lines is-small">
        {lines.map(({ line_id, quantity, title, picture }) => (
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
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
