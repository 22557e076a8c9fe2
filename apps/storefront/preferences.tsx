import { languageName, localPath, type View } from './view.ts'

/** Language as links to the same page, currency as a form; both work without scripts. */
export const Preferences = ({ view, place }: { view: View; place: string }) => (
  <div class="preferences">
    {view.locales.length > 1 && (
      <ul class="languages" aria-label={view.t('footer.language')}>
        {view.locales.map((locale) => (
          <li key={locale}>
            <a
              href={localPath(view.locales, locale, view.path)}
              lang={locale}
              hreflang={locale}
              aria-current={locale === view.locale ? 'true' : undefined}
              title={languageName(locale)}
            >
              {place === 'header' ? locale.toUpperCase() : languageName(locale)}
            </a>
          </li>
        ))}
      </ul>
    )}
    {view.shop.currencies.length > 1 && (
      <form class="currencies" method="post" action={view.at('/preferences')}>
        <input type="hidden" name="next" value={view.at(view.path)} />
        <label class="sr-only" for={`currency-${place}`}>
          {view.t('footer.currency')}
        </label>
        <select id={`currency-${place}`} name="currency" data-submits>
          {view.shop.currencies.map((currency) => (
            <option key={currency} value={currency} selected={currency === view.currency}>
              {currency}
            </option>
          ))}
        </select>
        <noscript>
          <button class="button is-small" type="submit">
            {view.t('footer.apply')}
          </button>
        </noscript>
      </form>
    )}
  </div>
)
