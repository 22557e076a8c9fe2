/** Tells, on pages that are the same for everyone, how much is in this browser's cart and who is greeted. */
import { BADGE_COOKIE } from '#storefront/cookie-names.ts'

export const showBadge = (): void => {
  const { count, name } = readBadge()
  for (const badge of document.querySelectorAll<HTMLElement>('[data-cart-count]')) {
    badge.textContent = count > 99 ? '99+' : String(count)
    badge.hidden = count === 0
  }
  for (const place of document.querySelectorAll<HTMLElement>('[data-greeting]')) {
    if (name) place.textContent = place.dataset.greeting?.replace('%', name) ?? name
  }
}

const readBadge = (): { count: number; name: string } => {
  const found = document.cookie.split('; ').find((part) => part.startsWith(`${BADGE_COOKIE}=`))
  try {
    const text = decodeURIComponent(found?.slice(BADGE_COOKIE.length + 1) ?? '')
    const at = text.indexOf('.')
    return at < 0 ? { count: 0, name: '' } : { count: Number(text.slice(0, at)) || 0, name: text.slice(at + 1) }
  } catch {
    return { count: 0, name: '' }
  }
}
