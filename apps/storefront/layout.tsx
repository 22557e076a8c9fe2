/** The frame around every page: head, header with search and cart, footer. */
import type { ComponentChildren } from 'preact'
import { Icon, Mark } from '#ui/icon.tsx'
import { JsonScript } from '#ui/json-script.tsx'
import { Head, type HeadProps } from './head.tsx'
import { Preferences } from './preferences.tsx'
import type { View } from './view.ts'

export type LayoutProps = HeadProps & { children: ComponentChildren; query?: string | undefined }

export const Layout = ({ children, query, ...head }: LayoutProps) => {
  const { view } = head
  return (
    <html lang={view.locale}>
      <Head {...head} />
      <body>
        <a class="skip" href="#main">
          {view.t('nav.skip')}
        </a>
        <Header view={view} query={query} />
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        <Footer view={view} />
        <DrawerTexts view={view} />
      </body>
    </html>
  )
}

const Header = ({ view, query }: { view: View; query: string | undefined }) => (
  <header class="header">
    <div class="header-bar">
      <details class="menu">
        <summary aria-label={view.t('nav.menu')}>
          <Icon name="menu" />
        </summary>
        <div class="menu-panel">
          <Categories view={view} label={view.t('nav.menu')} />
          <Preferences view={view} place="menu" />
        </div>
      </details>
      <a class="wordmark" href={view.at('/')}>
        <Mark />
        <span>{view.shop.shop_name}</span>
      </a>
      <search class="header-search">
        <form
          action={view.at('/search')}
          method="get"
          data-suggest={view.at('/search/suggest')}
          data-suggest-said={view.t('search.suggestions')}
        >
          <label class="sr-only" for="q">
            {view.t('search.label')}
          </label>
          <Icon name="search" />
          <input
            id="q"
            name="q"
            type="search"
            value={query}
            placeholder={view.t('search.placeholder')}
            maxLength={200}
            autocomplete="off"
          />
        </form>
      </search>
      <div class="header-tools">
        <a class="tool is-search" href={view.at('/search')}>
          <Icon name="search" />
          <span class="sr-only">{view.t('search.label')}</span>
        </a>
        <a class="tool" href={view.at('/account')}>
          <Icon name="person" />
          <span class="tool-text" data-greeting={view.t('nav.hello', { name: '%' })}>
            {view.t('nav.account')}
          </span>
        </a>
        <a class="tool is-cart" href={view.at('/cart')} data-cart>
          <Icon name="bag" />
          <span class="tool-text">{view.t('nav.cart')}</span>
          <span class="badge" data-cart-count hidden />
        </a>
      </div>
    </div>
    <div class="header-row">
      <Categories view={view} label={view.t('nav.categories')} />
      <Preferences view={view} place="header" />
    </div>
  </header>
)

const Categories = ({ view, label }: { view: View; label: string }) => (
  // biome-ignore lint/security/noDangerouslySetInnerHtml: rendered by navigation.tsx, which escapes
  <nav class="nav" aria-label={label} dangerouslySetInnerHTML={{ __html: view.nav }} />
)

const Footer = ({ view }: { view: View }) => (
  <footer class="footer">
    <div class="footer-top">
      <div class="footer-about">
        <p class="wordmark">
          <Mark />
          <span>{view.shop.shop_name}</span>
        </p>
        <p class="quiet">{view.t('footer.about')}</p>
      </div>
      <nav class="footer-links" aria-label={view.t('footer.links')}>
        <a href={view.at('/products')}>{view.t('nav.all')}</a>
        <a href={view.at('/search')}>{view.t('search.label')}</a>
        <a href={view.at('/account/orders')}>{view.t('account.orders')}</a>
        <a href={view.at('/track')}>{view.t('track.title')}</a>
        <a href={view.at('/policies/terms')}>{view.t('terms.title')}</a>
        <a href={view.at('/policies/withdrawal')}>{view.t('withdraw.title')}</a>
        <a href={`mailto:${view.shop.contact_email}`}>{view.t('footer.contact')}</a>
      </nav>
      <Preferences view={view} place="footer" />
    </div>
    <p class="footer-end quiet">
      {view.shop.shop_name} · {view.t('footer.souk')}
    </p>
  </footer>
)

/** The drawer's own words, for the island that draws it. */
const DrawerTexts = ({ view }: { view: View }) => (
  <JsonScript
    id="drawer-texts"
    value={{
      title: view.t('cart.title'),
      close: view.t('cart.close'),
      empty: view.t('cart.empty'),
      subtotal: view.t('cart.subtotal'),
      to_cart: view.t('cart.to_cart'),
      checkout: view.t('cart.checkout'),
      remove: view.t('cart.remove'),
      less: view.t('product.less'),
      more: view.t('product.more'),
      added: view.t('cart.added'),
      failed: view.t('cart.failed'),
      cart_url: view.at('/cart'),
      checkout_url: view.at('/checkout'),
    }}
  />
)
