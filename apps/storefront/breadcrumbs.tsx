import type { View } from './view.ts'

export type Crumb = { slug: string; title: string }

/** The way from the shop's front to here, through the categories. */
export const Breadcrumbs = ({ view, crumbs, here }: { view: View; crumbs: Crumb[]; here: string }) => (
  <nav class="crumbs" aria-label={view.t('nav.crumbs')}>
    <ol>
      <li>
        <a href={view.at('/')}>{view.t('nav.shop')}</a>
      </li>
      {crumbs
        .filter((crumb) => crumb.title !== here)
        .map((crumb) => (
          <li key={crumb.slug}>
            <a href={view.at(`/c/${crumb.slug}`)}>{crumb.title}</a>
          </li>
        ))}
      <li aria-current="page">{here}</li>
    </ol>
  </nav>
)
