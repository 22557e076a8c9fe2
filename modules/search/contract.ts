/** What search promises: products by words, best first, from a stored index. */

import { Card } from '#modules/catalog/contract.ts'
import { Currency, contract, Limit, Locale, op, Page, Strict, Text, t } from '#platform/contract.ts'

export const search = contract({
  name: 'search',
  title: 'Search',
  ops: {
    find: op('GET /search', {
      summary: 'Products that match all words of `q`; the last word may be unfinished',
      policy: 'anyone',
      cache: ['search'],
      input: Strict({
        q: Text(200),
        locale: t.Optional(Locale),
        currency: t.Optional(Currency),
        page: t.Optional(Page),
        limit: t.Optional(Limit),
      }),
      output: t.Object({ query: t.String(), products: t.Array(Card), page: t.Integer(), has_more: t.Boolean() }),
    }),
  },
})
