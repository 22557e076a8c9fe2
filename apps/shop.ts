/** The whole shop on one screen: the only file that names every module and every plugin. */
import { cartModule } from '#modules/cart/module.ts'
import { catalogModule } from '#modules/catalog/module.ts'
import { customersModule } from '#modules/customers/module.ts'
import { documentsModule } from '#modules/documents/module.ts'
import { giftCards } from '#modules/gift-cards/contract.ts'
import { giftCardsModule } from '#modules/gift-cards/module.ts'
import { importsModule } from '#modules/imports/module.ts'
import { inventoryModule } from '#modules/inventory/module.ts'
import { ledgerModule } from '#modules/ledger/module.ts'
import { mediaModule } from '#modules/media/module.ts'
import type { Store } from '#modules/media/store.ts'
import { notificationsModule } from '#modules/notifications/module.ts'
import { ordersModule } from '#modules/orders/module.ts'
import { paymentsModule } from '#modules/payments/module.ts'
import { pricingModule } from '#modules/pricing/module.ts'
import { promotionsModule } from '#modules/promotions/module.ts'
import { returnsModule } from '#modules/returns/module.ts'
import { searchModule } from '#modules/search/module.ts'
import { settingsModule } from '#modules/settings/module.ts'
import { shippingModule } from '#modules/shipping/module.ts'
import { taxModule } from '#modules/tax/module.ts'
import { systemClock } from '#platform/clock.ts'
import type { Config, Service } from '#platform/config.ts'
import type { Client, Contract } from '#platform/contract.ts'
import { openLog } from '#platform/log.ts'
import type { Module } from '#platform/module.ts'
import { keyFor } from '#platform/secrets.ts'
import { folderStore } from '#plugins/folder-store/folder-store.ts'
import { manualPayments } from '#plugins/manual-payments/contract.ts'
import { manualPaymentsModule } from '#plugins/manual-payments/module.ts'
import { manualProvider } from '#plugins/manual-payments/provider.ts'
import { simulatedPayments } from '#plugins/simulated-payments/contract.ts'
import { simulatedPaymentsModule } from '#plugins/simulated-payments/module.ts'
import { simulatedProvider } from '#plugins/simulated-payments/provider.ts'
import { smtp } from '#plugins/smtp/smtp.ts'
import { storedValueProvider } from '#plugins/stored-value/provider.ts'
import { stripe } from '#plugins/stripe/stripe.ts'
import { vies } from '#plugins/vies/vies.ts'
import { demoShipping, demoShop, emptyShipping } from './demo-shop.ts'

/** Where picture files lie; `npm run db:export` takes them along. */
export const pictureStore = (config: Config): Store => folderStore(`${config.data_folder}/media`)

/** Where a checkout may lead to, besides our own address. https://docs.stripe.com/security/guide#content-security-policy */
export const paymentOrigins = ({ stripe: used }: Config): string[] =>
  used ? [used.api_base ? new URL(used.api_base).origin : 'https://checkout.stripe.com'] : []

/** The client of a module, wherever it runs; only once the shop is open. */
export type Reach = <C extends Contract>(contract: C) => Client<C>

/** Every module, and the service it runs in when the shop is split. By `reach`, providers find the plugins and modules behind them. */
export const compose = (config: Config, secret: string, reach: Reach): { module: Module; service: Service }[] => {
  const webhook_key = keyFor(secret, 'simulated webhooks')
  const providers = [
    ...(config.stripe ? [stripe(config.stripe, systemClock, openLog(config.log_level, 'stripe'))] : []),
    ...(config.has_simulated_payments ? [simulatedProvider(() => reach(simulatedPayments), webhook_key, systemClock)] : []),
    manualProvider(() => reach(manualPayments), config),
    storedValueProvider(() => reach(giftCards)),
  ]
  const mailer = config.mail_url ? smtp(config.mail_url) : undefined
  return [
    { service: 'products', module: catalogModule },
    { service: 'products', module: pricingModule },
    { service: 'products', module: promotionsModule },
    { service: 'products', module: taxModule({ vat_id_check: config.checks_vat_ids ? vies() : undefined, tax_provider: undefined }) },
    { service: 'products', module: inventoryModule },
    { service: 'products', module: mediaModule({ store: pictureStore(config) }) },
    { service: 'products', module: searchModule },
    { service: 'products', module: importsModule({ demo: demoShop }) },
    { service: 'users', module: customersModule({ secret: keyFor(secret, 'jwt') }) },
    { service: 'orders', module: cartModule },
    { service: 'orders', module: ordersModule({ token_key: keyFor(secret, 'order links'), has_limits: config.has_checkout_limits }) },
    { service: 'orders', module: shippingModule({ carriers: [], first_zones: config.load_demo ? demoShipping : emptyShipping }) },
    { service: 'orders', module: returnsModule },
    { service: 'orders', module: documentsModule },
    { service: 'payments', module: paymentsModule({ providers }) },
    { service: 'payments', module: ledgerModule },
    { service: 'payments', module: giftCardsModule({ code_key: keyFor(secret, 'gift card codes') }) },
    { service: 'payments', module: simulatedPaymentsModule({ webhook_key }) },
    { service: 'payments', module: manualPaymentsModule },
    { service: 'notifications', module: notificationsModule({ mailer, is_sending_real_email: config.sends_real_email }) },
    { service: 'front', module: settingsModule({ public_url: config.public_url }) },
  ]
}
