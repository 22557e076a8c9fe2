import { module } from '#platform/module.ts'
import { pricing } from './contract.ts'
import type { Pricing } from './needs.ts'
import { quoteBasket } from './quote-basket.ts'
import { readPrices } from './read-prices.ts'
import { setPrices } from './set-prices.ts'

export const pricingModule = module<typeof pricing, Pricing>(pricing, {
  folder: import.meta.dirname,
  ops: { quote: quoteBasket, setPrices, readPrices },
})
