/** Names of the storefront's own cookies; the session's is in platform/cookies.ts. Free of server code: the islands read the badge. */
export const CART_COOKIE = 'souk_cart'
/** `<items in the cart>.<first name>`, readable by scripts, so that pages which are the same for everyone can greet */
export const BADGE_COOKIE = 'souk_badge'
export const CURRENCY_COOKIE = 'souk_currency'
/** one sentence for the next page */
export const NOTICE_COOKIE = 'souk_notice'
