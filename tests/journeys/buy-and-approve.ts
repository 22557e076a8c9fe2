/** The main job, told once: a customer signs up, finds a product, buys it and pays; the shopkeeper decides; both screens change; mails are there. */
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { ADMIN } from '#tests/kit/running-shop.ts'
import type { Keeper, Shopper } from './people.ts'

type Cast = { shopper(): Promise<Shopper>; keeper(): Promise<Keeper> }

export const buyAndApprove = (way: string, cast: Cast) => {
  test(`${way}: a customer buys, the shopkeeper confirms, and both see it at once`, async () => {
    const email = `ada-${randomBytes(4).toString('hex')}@customer.example`
    const keeper = await cast.keeper()
    const shopper = await cast.shopper()
    try {
      await keeper.signsIn(ADMIN)

      await shopper.signsUp({ name: 'Ada Lind', email, password: 'quiet-river-77' })
      await shopper.findsAndOpens('enamel mug')
      await shopper.putsIntoCart(2)
      await shopper.seesCartOf(2)
      const { number } = await shopper.buys({ email, name: 'Ada Lind', payment: 'test-card' })
      await shopper.seesOrderAs('pending')
      await shopper.seesOrderInHistory(number)

      await keeper.seesNewOrder(number)
      await keeper.decides(number, 'confirm')

      await shopper.seesOrderAs('confirmed')
      await keeper.seesMail(email, /We have your order/)
      await keeper.seesMail(email, /payment/)
      await keeper.seesMail(email, /confirmed/)
    } finally {
      await shopper.leaves()
      await keeper.leaves()
    }
  })

  test(`${way}: a guest buys, the shopkeeper rejects, and the guest is told`, async () => {
    const email = `guest-${randomBytes(4).toString('hex')}@customer.example`
    const keeper = await cast.keeper()
    const shopper = await cast.shopper()
    try {
      await keeper.signsIn(ADMIN)

      await shopper.findsAndOpens('wool blanket')
      await shopper.putsIntoCart(1)
      const { number } = await shopper.buys({ email, name: 'Grace Guest', payment: 'test-transfer' })

      await keeper.seesNewOrder(number)
      await keeper.decides(number, 'reject')

      await shopper.seesOrderAs('rejected')
      await keeper.seesMail(email, /We cannot accept your order/)
    } finally {
      await shopper.leaves()
      await keeper.leaves()
    }
  })
}
