import type { ComponentChildren } from 'preact'
import type { User } from '#modules/customers/contract.ts'
import type { Entry } from '#modules/gift-cards/contract.ts'
import type { OrderRow } from '#modules/orders/contract.ts'
import type { Money } from '#platform/contract.ts'
import { Field, ProblemSummary } from '#ui/field.tsx'
import { Icon } from '#ui/icon.tsx'
import { Notice } from '#ui/notice.tsx'
import type { Problems, Values } from './forms.ts'
import { Layout } from './layout.tsx'
import { Pagination, withQuery } from './pagination.tsx'
import { formatDay, type View } from './view.ts'

export type AccountPageProps = { view: View; user: User; values: Values; problems: Problems; done?: string | undefined }

export const AccountPage = ({ view, user, values, problems, done }: AccountPageProps) => {
  const { t } = view
  const labels = {
    name: t('account.name'),
    username: t('account.username'),
    old_password: t('account.old_password'),
    new_password: t('account.new_password'),
  }
  return (
    <AccountFrame view={view} title={t('account.title')} here="/account" user={user}>
      {done && <Notice kind="good">{done}</Notice>}
      <ProblemSummary title={t('form.problems')} problems={problems} labels={labels} />
      <form class="form form-part" method="post" action={view.at('/account')} aria-labelledby="profile">
        <h2 id="profile">{t('account.profile')}</h2>
        <p class="quiet">{t('account.signed_in_as', { email: user.email })}</p>
        <Field
          name="name"
          label={labels.name}
          value={values.name ?? user.name}
          problem={problems.name}
          autocomplete="name"
          is_required
          max_length={200}
        />
        <Field
          name="username"
          label={labels.username}
          value={values.username ?? user.username ?? ''}
          problem={problems.username}
          autocomplete="nickname"
          optional_text={t('form.optional')}
          max_length={100}
        />
        <button class="button" type="submit">
          {t('account.save')}
        </button>
      </form>
      <form class="form form-part" method="post" action={view.at('/account/password')} aria-labelledby="password">
        <h2 id="password">{t('account.change_password')}</h2>
        <input type="hidden" name="username" autocomplete="username" value={user.email} />
        <Field
          name="old_password"
          label={labels.old_password}
          type="password"
          autocomplete="current-password"
          is_required
          problem={problems.old_password}
        />
        <Field
          name="new_password"
          label={labels.new_password}
          type="password"
          autocomplete="new-password"
          is_required
          hint={t('account.password_hint')}
          problem={problems.new_password}
          max_length={128}
        />
        <button class="button" type="submit">
          {t('account.change_password')}
        </button>
      </form>
    </AccountFrame>
  )
}

export type AccountOrdersPageProps = { view: View; user: User; list: { orders: OrderRow[]; page: number; has_more: boolean } }

export const AccountOrdersPage = ({ view, user, list }: AccountOrdersPageProps) => {
  const { t } = view
  return (
    <AccountFrame view={view} title={t('account.orders')} here="/account/orders" user={user}>
      {list.orders.length === 0 ? (
        <div class="empty">
          <p>{t('account.no_orders')}</p>
          <a class="button" href={view.at('/products')}>
            {t('cart.fill')}
          </a>
        </div>
      ) : (
        <ul class="orders">
          {list.orders.map((order) => (
            <li key={order.order_id} class="order-row">
              <div>
                <h2>
                  <a href={view.at(`/orders/${order.token}`)}>{t('order.title', { number: order.number })}</a>
                </h2>
                <p class="quiet">
                  {formatDay(order.placed_at, view.locale)} · {t('cart.items', { count: order.item_count })}
                </p>
              </div>
              <p class={`state is-${order.state}`}>{t(`state.${order.state}`)}</p>
              <p class="order-row-total">{view.money(order.total)}</p>
              <Icon name="arrow" />
            </li>
          ))}
        </ul>
      )}
      <Pagination
        view={view}
        page={list.page}
        has_more={list.has_more}
        at={(page) => view.at(withQuery('/account/orders', { page: page === 1 ? undefined : page }))}
      />
    </AccountFrame>
  )
}

export type AccountCreditPageProps = { view: View; user: User; balances: Money[]; entries: Entry[] }

export const AccountCreditPage = ({ view, user, balances, entries }: AccountCreditPageProps) => {
  const { t, locale } = view
  return (
    <AccountFrame view={view} title={t('account.credit')} here="/account/credit" user={user}>
      {balances.length === 0 && <p>{t('account.no_credit')}</p>}
      {balances.map((balance) => (
        <p key={balance.currency} class="credit-balance">
          {view.money(balance)} <span class="quiet">{t('account.credit_text')}</span>
        </p>
      ))}
      <ul class="orders">
        {entries.map(({ entry_id, kind, amount, reason, at }) => (
          <li key={entry_id} class="order-row">
            <div>
              <p>{t(`entry.${kind}`)}</p>
              <p class="quiet">
                {formatDay(at, locale)}
                {reason && ` · ${reason}`}
              </p>
            </div>
            <p class="order-row-total">{view.money(amount)}</p>
          </li>
        ))}
      </ul>
    </AccountFrame>
  )
}

const TITLES = { '/account': 'account.profile', '/account/orders': 'account.orders', '/account/credit': 'account.credit' } as const

type FrameProps = { view: View; title: string; here: string; user: User; children: ComponentChildren }

const AccountFrame = ({ view, title, here, user, children }: FrameProps) => (
  <Layout view={view} title={title} is_hidden>
    <div class="account">
      <div class="list-head">
        <h1>{title}</h1>
      </div>
      <nav class="account-nav" aria-label={view.t('account.title')}>
        {(['/account', '/account/orders', '/account/credit'] as const).map((path) => (
          <a key={path} href={view.at(path)} aria-current={path === here ? 'page' : undefined}>
            {view.t(TITLES[path])}
          </a>
        ))}
        {user.role !== 'customer' && <a href="/admin">{view.t('account.admin')}</a>}
        <form method="post" action={view.at('/logout')}>
          <button class="link" type="submit">
            {view.t('account.sign_out')}
          </button>
        </form>
      </nav>
      <div class="account-main">{children}</div>
    </div>
  </Layout>
)
