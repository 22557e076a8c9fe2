import type { ComponentChildren } from 'preact'
import { Field, ProblemSummary } from '#ui/field.tsx'
import type { Problems, Values } from './forms.ts'
import { Layout } from './layout.tsx'
import type { View } from './view.ts'

export type SignPageProps = {
  view: View
  values: Values
  problems: Problems
  /** where to go afterwards, a path of this shop */
  next: string
}

export const LoginPage = ({ view, values, problems, next }: SignPageProps) => {
  const { t } = view
  return (
    <Narrow view={view} title={t('account.sign_in')} problems={problems}>
      <form class="form" method="post" action={view.at('/login')}>
        <input type="hidden" name="next" value={next} />
        <Email view={view} values={values} problems={problems} />
        <Field
          name="password"
          label={t('account.password')}
          type="password"
          autocomplete="current-password"
          is_required
          problem={problems.password}
        />
        <button class="button is-wide" type="submit">
          {t('account.sign_in')}
        </button>
      </form>
      <p class="quiet">
        {t('account.no_account')} <a href={withNext(view.at('/signup'), next)}>{t('account.sign_up')}</a>
      </p>
      <p class="quiet">
        {t('track.as_guest')} <a href={view.at('/track')}>{t('track.title')}</a>
      </p>
    </Narrow>
  )
}

export const SignupPage = ({ view, values, problems, next }: SignPageProps) => {
  const { t } = view
  return (
    <Narrow view={view} title={t('account.sign_up')} problems={problems}>
      <form class="form" method="post" action={view.at('/signup')}>
        <input type="hidden" name="next" value={next} />
        <Field
          name="name"
          label={t('account.name')}
          value={values.name}
          problem={problems.name}
          autocomplete="name"
          is_required
          max_length={200}
        />
        <Email view={view} values={values} problems={problems} />
        <Field
          name="password"
          label={t('account.password')}
          type="password"
          autocomplete="new-password"
          is_required
          hint={t('account.password_hint')}
          problem={problems.password}
          max_length={128}
        />
        <button class="button is-wide" type="submit">
          {t('account.sign_up')}
        </button>
      </form>
      <p class="quiet">
        {t('account.has_account')} <a href={withNext(view.at('/login'), next)}>{t('account.sign_in')}</a>
      </p>
    </Narrow>
  )
}

/** Signing out changes something, so it is a form; a mere link to here does nothing yet. */
export const LogoutPage = ({ view }: { view: View }) => (
  <Narrow view={view} title={view.t('account.sign_out')} problems={{}}>
    <p>{view.t('account.sign_out_text')}</p>
    <form class="form" method="post" action={view.at('/logout')}>
      <button class="button is-wide" type="submit">
        {view.t('account.sign_out')}
      </button>
    </form>
  </Narrow>
)

const Email = ({ view, values, problems }: Omit<SignPageProps, 'next'>) => (
  <Field
    name="email"
    label={view.t('account.email')}
    type="email"
    inputmode="email"
    autocomplete="username"
    is_required
    max_length={254}
    value={values.email}
    problem={problems.email}
  />
)

const withNext = (path: string, next: string) => (next ? `${path}?next=${encodeURIComponent(next)}` : path)

type NarrowProps = { view: View; title: string; problems: Problems; children: ComponentChildren }

const Narrow = ({ view, title, problems, children }: NarrowProps) => {
  const labels = { name: view.t('account.name'), email: view.t('account.email'), password: view.t('account.password') }
  return (
    <Layout view={view} title={title} is_hidden>
      <div class="narrow">
        <h1>{title}</h1>
        <ProblemSummary title={view.t('form.problems')} problems={problems} labels={labels} />
        {children}
      </div>
    </Layout>
  )
}
