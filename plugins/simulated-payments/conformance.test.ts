import { payments } from '#modules/payments/contract.ts'
import { conformance, type Rig, type SignedNews } from '#modules/payments/provider-conformance.ts'
import { fakeModule, testShop } from '#platform/testing.ts'
import { simulatedPayments } from './contract.ts'
import { simulatedPaymentsModule } from './module.ts'
import { simulatedProvider } from './provider.ts'

const atOnce = async (): Promise<Rig> => {
  const webhook_key = new Uint8Array(32).fill(7)
  const sent: SignedNews[] = []
  const heard = fakeModule(payments, {
    receiveWebhook: async ({ bytes, headers }) => {
      sent.push({ bytes, headers })
      return { is_received: true }
    },
  })
  const shop = await testShop({ simulatedPayments }, [simulatedPaymentsModule({ webhook_key }), heard])
  const simulated = shop.clients.simulatedPayments
  const provider = simulatedProvider(() => simulated, webhook_key, shop.clock)
  let is_next_lost = false
  return {
    provider: {
      ...provider,
      charge: async (charge) => {
        const method = is_next_lost ? 'test-lost-answer' : charge.method
        is_next_lost = false
        return provider.charge({ ...charge, method })
      },
    },
    currency: 'EUR',
    method: 'test-card',
    declined_method: 'test-declined',
    can_authorise: true,
    loseNextAnswer: () => {
      is_next_lost = true
    },
    takeNews: async () => {
      shop.clock.move(2)
      await shop.tick('simulated_payments.tell_shop')
      return sent.splice(0)
    },
    wait: (seconds) => shop.clock.move(seconds),
    dispute: async (payment_id, state) => {
      await simulated.dispute({ payment_id, state })
    },
  }
}

const onItsPage = async (): Promise<Rig> => {
  const webhook_key = new Uint8Array(32).fill(8)
  const shop = await testShop({ simulatedPayments }, [simulatedPaymentsModule({ webhook_key }), fakeModule(payments, {})])
  const simulated = shop.clients.simulatedPayments
  return {
    provider: simulatedProvider(() => simulated, webhook_key, shop.clock),
    currency: 'JPY',
    method: 'test-page',
    declined_method: 'test-page',
    can_authorise: true,
    act: async (payment_id, how) => {
      await simulated.finish({ payment_id, is_paid: how === 'pay' })
    },
  }
}

// Both are open before the first test is named: a file whose tests are over while it still waits is closed, shops and all.
const [at_once, on_its_page] = [await atOnce(), await onItsPage()]
conformance('simulated', at_once)
conformance('simulated, on a page of its own', on_its_page)
