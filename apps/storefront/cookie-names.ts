/** Names of the storefront's own cookies; the session's is in platform/cookies.ts. Free of server code: the islands read the badge. */
export const CART_COOKIE = 'souk_cart'
/** Over https the cart's is tied to this host, as the session's is: a site beside this one under the same domain cannot plant a cart of its own. */
export const HOST_CART_COOKIE = '__Host-souk_cart'
/** `<items in the cart>.<first name>`, readable by scripts, so that pages which are the same for everyone can greet */
export const BADGE_COOKIE = 'souk_badge'
export const CURRENCY_COOKIE = 'souk_currency'
/** one sentence for the next page */
export const NOTICE_COOKIE = 'souk_notice'
/** how the shopper means to pay, with the codes of gift cards, which no server keeps; one hour, out of reach for scripts */
export const TENDER_COOKIE = 'souk_tender'
/** links of the last orders that went to a payment provider, so that its page can lead back to them */
export const PAYING_COOKIE = 'souk_paying'
