import type { Picture } from '#modules/media/contract.ts'
import { JsonScript } from '#ui/json-script.tsx'
import { localPath, type View } from './view.ts'

export type HeadProps = {
  view: View
  title: string
  description?: string | undefined
  /** for link previews */
  picture?: Picture | null | undefined
  /** the path that stands for this page, where several show the same */
  canonical?: string | undefined
  /** pages that search engines should leave out */
  is_hidden?: boolean | undefined
  /** facts for search engines (schema.org) */
  facts?: object[] | undefined
  /** where no scripts run, the page is asked for again after so many seconds */
  refresh_seconds?: number | undefined
  /** built scripts of this page, besides the one of every page */
  scripts?: string[] | undefined
}

export const Head = ({ view, title, description, picture, canonical, is_hidden, facts, scripts, refresh_seconds }: HeadProps) => {
  const { shop, locale, locales, origin, path } = view
  const whole = title === shop.shop_name ? title : `${title} – ${shop.shop_name}`
  const here = (language: string) => `${origin}${localPath(locales, language, canonical ?? path)}`
  return (
    <head>
      <meta charset="utf-8" />
      <title>{whole}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#fbfcfa" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#0f1412" media="(prefers-color-scheme: dark)" />
      {refresh_seconds && (
        <noscript>
          <meta http-equiv="refresh" content={String(refresh_seconds)} />
        </noscript>
      )}
      <link rel="preload" href={view.asset('figtree-latin.woff2')} as="font" type="font/woff2" crossorigin="anonymous" />
      <link rel="stylesheet" href={view.asset('storefront.css')} />
      <script type="module" src={view.asset('storefront.js')} />
      {scripts?.map((name) => (
        <script key={name} type="module" src={view.asset(name)} />
      ))}
      <link rel="icon" href={view.asset('icon.svg')} type="image/svg+xml" />
      <link rel="apple-touch-icon" href={view.asset('icon-180.png')} />
      <link rel="manifest" href="/site.webmanifest" />
      {description && <meta name="description" content={shorten(description)} />}
      {is_hidden ? <meta name="robots" content="noindex" /> : <link rel="canonical" href={here(locale)} />}
      {!is_hidden && locales.map((language) => <link key={language} rel="alternate" hreflang={language} href={here(language)} />)}
      {!is_hidden && <link rel="alternate" hreflang="x-default" href={here(locales[0] ?? locale)} />}
      <Preview view={view} title={title} description={description} picture={picture} />
      {facts?.map((one) => (
        <JsonScript key={JSON.stringify(one)} type="application/ld+json" value={{ '@context': 'https://schema.org', ...one }} />
      ))}
    </head>
  )
}

const Preview = ({ view, title, description, picture }: Pick<HeadProps, 'view' | 'title' | 'description' | 'picture'>) => (
  <>
    <meta property="og:site_name" content={view.shop.shop_name} />
    <meta property="og:title" content={title} />
    <meta property="og:type" content={view.path.startsWith('/p/') ? 'product' : 'website'} />
    <meta property="og:url" content={`${view.origin}${view.at(view.path)}`} />
    <meta property="og:locale" content={view.locale} />
    {description && <meta property="og:description" content={shorten(description)} />}
    {picture && <meta property="og:image" content={`${view.origin}/media/${picture.name}.webp`} />}
    {picture && <meta property="og:image:alt" content={picture.alt} />}
    <meta name="twitter:card" content={picture ? 'summary_large_image' : 'summary'} />
  </>
)

const shorten = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= 160 ? line : `${line.slice(0, 157).replace(/\s+\S*$/, '')}…`
}
