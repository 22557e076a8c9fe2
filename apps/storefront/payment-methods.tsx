import type { PaymentMethod } from '#modules/payments/contract.ts'
import type { View } from './view.ts'

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
      {methods.map(({ method, title, text, is_test }, index) => (
        <label key={method} class="method">
          <input type="radio" name="method" value={method} checked={chosen ? chosen === method : index === 0} required />
          <span class="method-text">
            <span class="method-title">
              {title}
              {is_test && <span class="tag">{view.t('checkout.test')}</span>}
            </span>
            <span class="quiet">{text}</span>
          </span>
        </label>
      ))}
    </div>
  </fieldset>
)
