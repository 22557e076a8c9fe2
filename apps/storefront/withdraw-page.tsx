import type { Order } from '#modules/orders/contract.ts'
import { Field, ProblemSummary } from '#ui/field.tsx'
import type { Problems, Values } from './forms.ts'
import { Layout } from './layout.tsx'
import { type LineChoice, LineChoices } from './return-page.tsx'
import { formatDay, type View } from './view.ts'

type WithdrawPageProps = {
  view: View
  order: Order
  lines: LineChoice[]
  values: Values
  problems: Problems
  return_id: string
  /** second step: the statement is shown as it will be sent, and waits for its confirmation */
  is_check?: boolean
}

/**
 * Withdrawing from the contract, in two steps as Article 11a of Directive 2011/83/EU asks (added by Directive (EU) 2023/2673): the statement,
 * and a button that confirms it and says so.
 */
export const WithdrawPage = (props: WithdrawPageProps) => {
  const { view, order, problems, is_check } = props
  const { t } = view
  const path = `/orders/${order.token}`
  return (
    <Layout view={view} title={t('withdraw.title')} is_hidden>
      <div class="narrow">
        <p class="order-number">
          <a href={view.at(path)}>{t('order.title', { number: order.number })}</a>
        </p>
        <h1>{t(is_check ? 'withdraw.check' : 'withdraw.title')}</h1>
        <ProblemSummary title={t('form.problems')} problems={problems} labels={{ name: t('checkout.name'), email: t('checkout.email') }} />
        <form class="form" method="post" action={view.at(`${path}/withdraw`)} data-once>
          {is_check ? <Statement {...props} /> : <Questions {...props} />}
        </form>
      </div>
    </Layout>
  )
}

const Questions = ({ view, order, lines, values, problems, return_id }: WithdrawPageProps) => {
  const { t } = view
  const is_some = values.what === 'some'
  return (
    <>
      <p>{t(lines.length === 0 ? 'withdraw.unsent_text' : 'withdraw.text')}</p>
      <input type="hidden" name="return_id" value={return_id} />
      <Field
        name="name"
        label={t('checkout.name')}
        value={values.name ?? order.shipping_address?.name}
        problem={problems.name}
        autocomplete="name"
        is_required
        max_length={200}
      />
      <Field
        name="email"
        label={t('checkout.email')}
        hint={t('withdraw.email_hint')}
        value={values.email ?? order.email}
        problem={problems.email}
        type="email"
        autocomplete="email"
        is_required
        max_length={254}
      />
      {lines.length > 0 && (
        <>
          <div class="methods">
            {(['all', 'some'] as const).map((what) => (
              <label key={what} class="method">
                <input type="radio" name="what" value={what} checked={is_some === (what === 'some')} />
                <span class="method-text">
                  <span class="method-title">{t(`withdraw.${what}`)}</span>
                </span>
              </label>
            ))}
          </div>
          <div class="only-some">
            <LineChoices view={view} lines={lines} values={values} legend={t('return.what')} />
          </div>
        </>
      )}
      <button class="button is-wide" type="submit">
        {t('withdraw.go_on')}
      </button>
    </>
  )
}

const Statement = ({ view, order, lines, values, return_id }: WithdrawPageProps) => {
  const { t, shop, locale } = view
  const kept = Object.entries(values).filter(
    ([name]) => name === 'what' || name === 'name' || name === 'email' || name.startsWith('quantity.'),
  )
  const some = values.what === 'some' ? lines.filter(({ line_id }) => Number(values[`quantity.${line_id}`] ?? 0) > 0) : null
  return (
    <>
      <input type="hidden" name="return_id" value={return_id} />
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <blockquote class="statement">
        <p>
          {t('withdraw.statement', {
            shop: shop.shop_name,
            number: order.number,
            day: formatDay(order.placed_at, locale),
            name: values.name ?? '',
          })}
        </p>
        <ul>
          {some
            ? some.map(({ line_id, title }) => <li key={line_id}>{`${values[`quantity.${line_id}`]} × ${title}`}</li>)
            : order.lines.map(({ line_id, title, variant_title, quantity }) => (
                <li key={line_id}>{`${quantity} × ${[title, variant_title].filter(Boolean).join(', ')}`}</li>
              ))}
        </ul>
      </blockquote>
      <p class="quiet">
        {t('withdraw.receipt', { email: order.email })}
        {values.email && values.email.toLowerCase() !== order.email.toLowerCase() && ` ${t('withdraw.copy', { email: values.email })}`}
      </p>
      <button class="button is-wide" type="submit" name="do" value="confirm">
        {t('withdraw.confirm')}
      </button>
      <p>
        <a href={view.at(`/orders/${order.token}`)}>{t('withdraw.keep')}</a>
      </p>
    </>
  )
}
