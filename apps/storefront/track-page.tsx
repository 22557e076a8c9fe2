import { Field, ProblemSummary } from '#ui/field.tsx'
import { Notice } from '#ui/notice.tsx'
import type { Problems, Values } from './forms.ts'
import { Layout } from './layout.tsx'
import type { View } from './view.ts'

type TrackPageProps = { view: View; values: Values; problems: Problems; is_sent: boolean }

/** For guests without the mail: the link to an order is sent to the address it was ordered with. */
export const TrackPage = ({ view, values, problems, is_sent }: TrackPageProps) => {
  const { t } = view
  const labels = { number: t('track.number'), email: t('checkout.email') }
  return (
    <Layout view={view} title={t('track.title')} is_hidden>
      <div class="narrow">
        <h1>{t('track.title')}</h1>
        {is_sent ? <Notice kind="good">{t('track.sent')}</Notice> : <p>{t('track.text')}</p>}
        <ProblemSummary title={t('form.problems')} problems={problems} labels={labels} />
        <form class="form" method="post" action={view.at('/track')}>
          <Field
            name="number"
            label={labels.number}
            inputmode="numeric"
            hint={t('track.number_hint')}
            value={values.number}
            problem={problems.number}
            is_required
            max_length={20}
          />
          <Field
            name="email"
            label={labels.email}
            type="email"
            inputmode="email"
            autocomplete="email"
            value={values.email}
            problem={problems.email}
            is_required
            max_length={254}
          />
          <button class="button is-wide" type="submit">
            {t('track.send')}
          </button>
        </form>
        <p class="quiet">
          {t('account.has_account')} <a href={view.at('/account/orders')}>{t('account.sign_in')}</a>
        </p>
      </div>
    </Layout>
  )
}
