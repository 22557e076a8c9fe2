/**
 * What every payment provider must do, as tests: `conformance('simulated', await openRig())` in a test file of the plugin registers them.
 * A lost answer needs no fault switch: the caller forgets what it was told and asks again, which is all a shop can do.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newId } from '#platform/ids.ts'
import { type Hands, hands, type Rig, type SignedNews } from './conformance-rig.ts'
import type { News } from './provider.ts'

export type { Rig, SignedNews } from './conformance-rig.ts'

export const conformance = (name: string, rig: Rig): void => {
  describe(`${name} as a payment provider`, () => {
    const given = () => hands(rig)
    chargeTests(given)
    captureTests(given)
    refundTests(given)
    webhookTests(given)
    bookTests(given)
  })
}

type Given = () => Hands
type Skip = { skip(reason: string): void }

const chargeTests = (given: Given) => {
  test('a charge takes exactly its amount, in its currency', async () => {
    const { paid, money, booked } = given()
    const { charge, outcome } = await paid(1999)
    assert.equal(outcome.outcome, 'captured')
    assert.deepEqual(outcome.amount, money(1999))
    assert.equal((await booked(charge.payment_id, outcome.provider_ref))?.captured_amount, 1999)
  })

  test('the same charge any number of times, also at once, is one charge', async () => {
    const { rig, draft, provider, booked, found } = given()
    const charge = await draft()
    const answers = await Promise.all(Array.from({ length: 5 }, () => provider.charge(charge).catch(() => provider.charge(charge))))
    if (answers[0]?.outcome === 'pending') await rig.act?.(charge.payment_id, 'pay')
    const again = await provider.charge(charge)
    assert.equal(new Set([...answers, again].map((answer) => answer.provider_ref)).size, 1)
    assert.equal((await found(charge.payment_id, again.provider_ref)).outcome, 'captured')
    assert.equal((await booked(charge.payment_id, again.provider_ref))?.captured_amount, 1250)
  })

  test('a charge whose answer got lost is found by the payment’s id alone', async () => {
    const { paid, found } = given()
    const { charge, outcome } = await paid()
    assert.deepEqual((await found(charge.payment_id)).provider_ref, outcome.provider_ref)
  })

  test('an answer that is lost on its way is an error, and the charge stands', async (t: Skip) => {
    const { rig, draft, provider, found } = given()
    if (!rig.loseNextAnswer) return t.skip('this provider loses no answers')
    const charge = await draft()
    rig.loseNextAnswer()
    await assert.rejects(provider.charge(charge))
    assert.ok(['captured', 'pending'].includes((await found(charge.payment_id)).outcome))
  })

  test('a provider that cannot be reached says nothing: neither declined nor unheard of', async (t: Skip) => {
    const { rig, draft, provider } = given()
    if (!rig.goAway) return t.skip('this provider is always there')
    const charge = await draft()
    const comeBack = rig.goAway()
    try {
      await assert.rejects(provider.charge(charge))
      await assert.rejects(provider.find({ payment_id: charge.payment_id, provider_ref: null }))
    } finally {
      comeBack()
    }
  })

  test('a charge that was never asked for is unheard of', async () => {
    assert.equal(await given().provider.find({ payment_id: newId(), provider_ref: null }), null)
  })

  test('a declined charge takes nothing and tells the shopper why', async (t: Skip) => {
    const { rig, draft, provider, found, booked } = given()
    if (!rig.declined_method) return t.skip('this provider declines nothing')
    const charge = await draft(1250, { method: rig.declined_method })
    let outcome = await provider.charge(charge)
    if (outcome.outcome === 'pending') {
      await rig.act?.(charge.payment_id, 'decline')
      outcome = await found(charge.payment_id, outcome.provider_ref)
    }
    assert.equal(outcome.outcome, 'declined')
    assert.match(outcome.problem ?? '', /\w/)
    assert.equal((await booked(charge.payment_id, outcome.provider_ref))?.captured_amount ?? 0, 0)
  })

  test('the largest and the smallest usual amounts arrive to the minor unit', async () => {
    for (const amount of [100, 12_345_67]) {
      const { outcome } = await given().paid(amount)
      assert.equal(outcome.amount.amount, amount)
    }
  })
}

const captureTests = (given: Given) => {
  const authorised = async (amount = 1250) => given().paid(amount, { is_capture_later: true })

  test('what is authorised is captured later, once', async (t: Skip) => {
    const { rig, provider, money, booked } = given()
    if (!rig.can_authorise) return t.skip('this provider takes money at once')
    const { charge, outcome, known } = await authorised()
    assert.equal(outcome.outcome, 'authorised')
    assert.equal((await booked(charge.payment_id, outcome.provider_ref))?.captured_amount ?? 0, 0)
    for (let i = 0; i < 3; i++) assert.equal((await provider.capture({ ...known, amount: money(1250) })).outcome, 'captured')
    assert.equal((await booked(charge.payment_id, outcome.provider_ref))?.captured_amount, 1250)
  })

  test('less than was authorised can be captured; the answer names both amounts', async (t: Skip) => {
    const { rig, provider, money, booked, found } = given()
    if (!rig.can_authorise) return t.skip('this provider takes money at once')
    const { charge, known } = await authorised()
    await provider.capture({ ...known, amount: money(900) })
    const outcome = await found(charge.payment_id, known.provider_ref)
    assert.deepEqual([outcome.outcome, outcome.amount.amount, outcome.captured_amount], ['captured', 1250, 900])
    assert.equal((await booked(charge.payment_id, known.provider_ref))?.captured_amount, 900)
  })

  test('more than was authorised is never captured', async (t: Skip) => {
    const { rig, provider, money, booked } = given()
    if (!rig.can_authorise) return t.skip('this provider takes money at once')
    const { charge, known } = await authorised()
    await assert.rejects(provider.capture({ ...known, amount: money(1251) }))
    assert.equal((await booked(charge.payment_id, known.provider_ref))?.captured_amount ?? 0, 0)
  })

  test('what is authorised is let go, and cannot be captured afterwards', async (t: Skip) => {
    const { rig, provider, money, booked } = given()
    if (!rig.can_authorise) return t.skip('this provider takes money at once')
    const { charge, known } = await authorised()
    for (let i = 0; i < 2; i++) assert.equal((await provider.void(known)).outcome, 'voided')
    assert.equal((await booked(charge.payment_id, known.provider_ref))?.captured_amount ?? 0, 0)
    if (provider.is_by_hand) return // money that people have before them is counted, whatever was called off
    const late = await provider.capture({ ...known, amount: money(1250) }).catch(() => undefined)
    assert.notEqual(late?.outcome, 'captured')
    assert.equal((await booked(charge.payment_id, known.provider_ref))?.captured_amount ?? 0, 0)
  })

  test('letting go of what was captured is too late, and is told so', async () => {
    const { provider, paid } = given()
    const { known } = await paid()
    assert.equal((await provider.void(known)).outcome, 'captured')
  })

  test('a pending charge can be called off', async (t: Skip) => {
    const { draft, provider, known, found } = given()
    const charge = await draft()
    const outcome = await provider.charge(charge)
    if (outcome.outcome !== 'pending') return t.skip('this provider answers at once')
    assert.equal((await provider.void(known(charge.payment_id, outcome))).outcome, 'voided')
    assert.equal((await found(charge.payment_id, outcome.provider_ref)).outcome, 'voided')
  })
}

const refundTests = (given: Given) => {
  test('a payment is given back in parts, up to the last minor unit and not beyond', async () => {
    const { paid, refunded, money, booked } = given()
    const { charge, known } = await paid(1000)
    assert.equal((await refunded({ ...known, refund_id: newId(), amount: money(333) })).state, 'done')
    assert.equal((await refunded({ ...known, refund_id: newId(), amount: money(667) })).state, 'done')
    assert.equal((await refunded({ ...known, refund_id: newId(), amount: money(1) })).state, 'failed')
    assert.equal((await booked(charge.payment_id, known.provider_ref))?.refunded_amount, 1000)
  })

  test('a refund whose answer got lost is asked for again and given once', async () => {
    const { paid, provider, refunded, money, booked } = given()
    const { charge, known } = await paid(1000)
    const refund = { ...known, refund_id: newId(), amount: money(400) }
    await provider.refund(refund)
    const twins = await Promise.all([1, 2, 3].map(() => provider.refund(refund).catch(() => provider.refund(refund))))
    assert.ok(twins.every((twin) => twin.state !== 'failed'))
    assert.equal((await refunded(refund)).state, 'done')
    assert.equal((await booked(charge.payment_id, known.provider_ref))?.refunded_amount, 400)
  })

  test('one refund of more than half, asked for many times at once, is done for each who asks', async () => {
    const { paid, refunded, money, booked } = given()
    for (let round = 0; round < 5; round++) {
      const { charge, known } = await paid()
      const refund = { ...known, refund_id: newId(), amount: money(700) }
      const answers = await Promise.all([1, 2, 3, 4].map(() => refunded(refund).catch(() => refunded(refund))))
      assert.deepEqual([...new Set(answers.map(({ state }) => state))], ['done'])
      assert.equal((await booked(charge.payment_id, known.provider_ref))?.refunded_amount, 700)
    }
  })

  test('refunds at once whose sum is three times the charge give back no more than the charge', async () => {
    const { paid, refunded, money, booked } = given()
    const { charge, known } = await paid(1000)
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => {
        const refund = { ...known, refund_id: newId(), amount: money(250) }
        return refunded(refund).catch(() => refunded(refund))
      }),
    )
    assert.equal(answers.filter((answer) => answer.state === 'done').length, 4)
    assert.equal((await booked(charge.payment_id, known.provider_ref))?.refunded_amount, 1000)
  })

  test('a payment that was never taken cannot be given back', async (t: Skip) => {
    const { rig, provider, paid, money } = given()
    if (!rig.can_authorise) return t.skip('this provider takes money at once')
    const { known } = await paid(1000, { is_capture_later: true })
    const answer = await provider.refund({ ...known, refund_id: newId(), amount: money(1000) }).catch(() => undefined)
    assert.notEqual(answer?.state, 'done')
  })
}

const webhookTests = (given: Given) => {
  const waiting: SignedNews[] = []
  /** the next news of this payment; what is about others is passed over */
  const newsOf = async (payment_id: string): Promise<{ sent: SignedNews; news: News } | undefined> => {
    const { rig, provider } = given()
    waiting.push(...((await rig.takeNews?.()) ?? []))
    for (let sent = waiting.shift(); sent; sent = waiting.shift()) {
      const news = await provider.readWebhook(sent.bytes, sent.headers)
      if (news && news.kind !== 'other' && news.payment_id === payment_id) return { sent, news }
    }
  }

  test('a payment is told by signed news, with the same amount as the books', async (t: Skip) => {
    const { rig, paid, money } = given()
    if (!rig.takeNews) return t.skip('this provider sends no news')
    const { charge } = await paid(1999)
    const heard = await newsOf(charge.payment_id)
    assert.ok(heard, 'news of the payment came')
    assert.ok(heard.news.kind === 'payment')
    assert.deepEqual(heard.news.amount, money(1999))
  })

  test('news is refused when its body, its signature, its time or its key is another', async (t: Skip) => {
    const { rig, paid, provider } = given()
    if (!rig.takeNews) return t.skip('this provider sends no news')
    const { charge } = await paid()
    const heard = await newsOf(charge.payment_id)
    assert.ok(heard)
    const { bytes, headers } = heard.sent
    const body = Buffer.from(bytes).toString('utf8')
    const altered = Buffer.from(body.replace('1250', '9250'))
    assert.notEqual(altered.toString('utf8'), body, 'the news names its amount')
    const flip = (text: string) => text.replace(/[0-9a-f](?=[^0-9a-f]*$)/, (digit) => (digit === '0' ? '1' : '0'))
    const forged = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, flip(value)]))
    const otherTime = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replace(/t=(\d+)/, 't=1$1')]))
    assert.equal(await provider.readWebhook(altered, headers), undefined, 'another body')
    assert.equal(await provider.readWebhook(bytes, {}), undefined, 'no signature')
    assert.equal(await provider.readWebhook(bytes, forged), undefined, 'another signature')
    assert.equal(await provider.readWebhook(bytes, otherTime), undefined, 'another time')
    assert.equal(await provider.readWebhook(Buffer.from('{}'), headers), undefined, 'nothing in it')
    rig.wait?.(301)
    if (rig.wait) assert.equal(await provider.readWebhook(bytes, headers), undefined, 'more than five minutes old')
  })

  test('a dispute is told when it opens and when it ends, under one name', async (t: Skip) => {
    const { rig, paid } = given()
    if (!rig.dispute || !rig.takeNews) return t.skip('this provider has no disputes')
    const { charge } = await paid()
    await newsOf(charge.payment_id)
    const told: string[] = []
    for (const state of ['open', 'lost'] as const) {
      await rig.dispute(charge.payment_id, state)
      for (let heard = await newsOf(charge.payment_id); heard; heard = await newsOf(charge.payment_id))
        if (heard.news.kind === 'dispute') told.push(`${heard.news.dispute_ref} ${heard.news.state} ${heard.news.amount.amount}`)
    }
    assert.equal(told.length, 2)
    const [opened = '', lost = ''] = told
    assert.deepEqual([opened.endsWith(' open 1250'), lost.endsWith(' lost 1250')], [true, true])
    assert.equal(opened.split(' ')[0], lost.split(' ')[0])
  })
}

const bookTests = (given: Given) => {
  test('the books name every payment once and leave out what they do not know', async () => {
    const { paid, provider } = given()
    const [one, two] = [await paid(1100), await paid(2200)]
    const stranger = { payment_id: newId(), provider_ref: null }
    const rows = await provider.readBooks([one.known, stranger, two.known])
    assert.deepEqual(
      rows.map((row) => [row.payment_id, row.captured_amount]).toSorted(),
      [
        [one.charge.payment_id, 1100],
        [two.charge.payment_id, 2200],
      ].toSorted(),
    )
  })
}
