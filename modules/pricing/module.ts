import { module } from '#platform/module.ts'
import { pricing } from './contract.ts'
import { deletePriceList } from './delete-price-list.ts'
import { followClock } from './follow-clock.ts'
import { listPricedGroups } from './list-priced-groups.ts'
import type { Pricing } from './needs.ts'
import { quoteBasket, quoteFor } from './quote-basket.ts'
import { readGroupPrices } from './read-group-prices.ts'
import { listPriceLists, readPriceList } from './read-price-lists.ts'
import { readPrices } from './read-prices.ts'
import { explainPrice, readReductions } from './read-reductions.ts'
import { readTiers } from './read-tiers.ts'
import { savePriceList } from './save-price-list.ts'
import { setListPrices } from './set-list-prices.ts'
import { setPrices } from './set-prices.ts'

export const pricingModule = module<typeof pricing, Pricing>(pricing, {
  folder: import.meta.dirname,
  ops: {
    quote: quoteBasket,
    quoteFor,
    readGroupPrices,
    listPricedGroups,
    explainPrice,
    readReductions,
    readTiers,
    listPriceLists,
    readPriceList,
    savePriceList,
    deletePriceList,
    setListPrices,
    setPrices,
    readPrices,
  },
  every: { follow_clock: { seconds: 10, run: followClock } },
})
