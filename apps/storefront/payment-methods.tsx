import type { PaymentMethod } from '#modules/payments/contract.ts'
import { isMessage } from './messages.ts'
import type { View } from './view.ts'

type Named = Pick<PaymentMethod, 'method' | 'title' | 'text' | 'params'>

/** A provider that the pages have no words for speaks for itself. */
const methodTitle = ({ t }: Pick<View, 't'>, { method, title }: Named): string => {
  const key = `method.${method}`
  return isMessage(key) ? t(key) : title
}

/** What the shopper has to do, or what comes next. */
export const methodText = ({ t }: Pick<View, 't'>, { method, text, params }: Named): string => {
  const key = `method.${method}_text`
  return isMessage(key) ? t(key, params) : text
}

export type PaymentMethodsProps = { view: View; methods: PaymentMethod[]; chosen: string | undefined; problem: string | undefined }

export const PaymentMethods = ({ view, methods, chosen, problem }: PaymentMethodsProps) => (
  <fieldset class="form-part" aria-describedby={problem ? 'method-problem' : undefined}>
    <legend>{view.t('checkout.payment')}</legend>
    {problem && (
      <p class="field-problem" id="method-problem">
        {problem}
      </p>
    )}
    <div class="methods">
      {methods.map(({ method, is_test, ...offered }, index) => (
        <label key={method} class="method">
          <input type="radio" name="method" value={method} checked={chosen ? chosen === method : index === 0} required />
          <span class="method-text">
            <span class="method-title">
              {methodTitle(view, { method, ...offered })}
              {is_test && <span class="tag">{view.t('checkout.test')}</span>}
            </span>
            <span class="quiet">{methodText(view, { method, ...offered })}</span>
          </span>
        </label>
      ))}
    </div>
  </fieldset>
)
