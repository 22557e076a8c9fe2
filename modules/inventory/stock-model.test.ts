import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { testShop } from '#platform/testing.ts'
import { inventory } from './contract.ts'
import { inventoryModule } from './module.ts'
import { shipHold } from './ship-hold.ts'

const shop = await testShop({ inventory }, [inventoryModule])
const { hold, keep, release, restock, changeHold, setStock, readLevels } = shop.clients.inventory
const ship = (parcel: Parameters<typeof shipHold>[1]) => shipHold(shop, parcel)

const SEQUENCES = process.env.FULL ? 10_000 : 1_000
const STEPS = 10
const AT_ONCE = 50
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))

/** mulberry32: small, and the same everywhere for one seed. */
let drawn = seed
const random = (n: number): number => {
  drawn = (drawn + 0x6d2b79f5) | 0
  let t = Math.imul(drawn ^ (drawn >>> 15), 1 | drawn)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) % n
}
const pick = <T>(all: T[]): T => all[random(all.length)]!

/** Inventory as one would write it without a database. What an order has reserved of a variant is `lines` less `shipped`. */
type Counts = Map<string, number>
type ModelHold = { state: string; until: number; lines: Counts; shipped: Counts; restocked: Counts }
type Model = {
  variants: string[]
  orders: string[]
  on_hand: Map<string, number>
  reserved: Map<string, number>
  holds: Map<string, ModelHold>
}

const newModel = (): Model => {
  const variants = [newId(), newId(), newId()].toSorted()
  return { variants, orders: [newId(), newId(), newId()], on_hand: new Map(), reserved: new Map(), holds: new Map() }
}
const add = (counts: Map<string, number>, key: string, n: number) => counts.set(key, (counts.get(key) ?? 0) + n)
const newHold = (state: string, lines: Counts): ModelHold => ({ state, until: 0, lines, shipped: new Map(), restocked: new Map() })
const isLive = ({ state }: ModelHold) => state === 'held' || state === 'kept'
const less = (counts: Counts, minus: Counts): Counts => new Map([...counts].map(([id, n]) => [id, n - (minus.get(id) ?? 0)]))
const openOf = (found: ModelHold): Counts => less(found.lines, found.shipped)
const randomLines = (model: Model) => {
  const lines = Array.from({ length: 1 + random(3) }, () => ({ variant_id: pick(model.variants), quantity: 1 + random(4) }))
  const demand: Counts = new Map()
  for (const { variant_id, quantity } of lines) add(demand, variant_id, quantity)
  return { lines, demand }
}
const isAvailable = (model: Model, lines: Map<string, number>) =>
  [...lines].every(([id, n]) => (model.on_hand.get(id) ?? 0) - (model.reserved.get(id) ?? 0) >= n)
const reserve = (model: Model, lines: Map<string, number>, sign: 1 | -1) => {
  for (const [id, n] of lines) add(model.reserved, id, sign * n)
}
const take = (model: Model, found: ModelHold, state: string, until: number): string => {
  if (!isAvailable(model, openOf(found))) return 'OUT_OF_STOCK'
  reserve(model, openOf(found), 1)
  Object.assign(found, { state, until })
  return 'ok'
}

type Step = { run: () => Promise<unknown>; expected: string; what: string }
const until = () => shop.clock.now().getTime() + 30 * 60_000

const holding = (model: Model, order_id: string): Step => {
  const { lines, demand } = randomLines(model)
  const found = model.holds.get(order_id)
  const expect = (): string => {
    if (found?.state === 'released') return 'HOLD_ENDED'
    if (found && found.state !== 'expired') return 'ok'
    if (found) return take(model, found, 'held', until())
    const fresh = newHold('none', demand)
    const outcome = take(model, fresh, 'held', until())
    if (outcome === 'ok') model.holds.set(order_id, fresh)
    return outcome
  }
  return { run: () => hold({ order_id, lines }), expected: expect(), what: `hold ${JSON.stringify([...demand.values()])}` }
}

const keeping = (model: Model, order_id: string): Step => {
  const found = model.holds.get(order_id)
  const expect = (): string => {
    if (!found) return 'NOT_FOUND'
    if (found.state === 'released') return 'HOLD_ENDED'
    if (found.state === 'expired') return take(model, found, 'kept', 0)
    if (found.state === 'held') found.state = 'kept'
    return 'ok'
  }
  return { run: () => keep({ order_id }), expected: expect(), what: 'keep' }
}

const releasing = (model: Model, order_id: string): Step => {
  const found = model.holds.get(order_id)
  if (!found) model.holds.set(order_id, newHold('released', new Map()))
  if (found && isLive(found)) {
    reserve(model, openOf(found), -1)
    found.state = 'released'
  }
  return { run: () => release({ order_id }), expected: 'ok', what: 'release' }
}

const shipping = (model: Model, order_id: string): Step => {
  const found = model.holds.get(order_id)
  const expect = (): string => {
    if (!found) return 'NOT_FOUND'
    if (found.state === 'released' || found.state === 'expired') return 'HOLD_ENDED'
    if (found.state === 'shipped') return 'ok'
    leave(model, found, openOf(found))
    return 'ok'
  }
  return { run: () => ship({ order_id }), expected: expect(), what: 'ship' }
}

const leave = (model: Model, found: ModelHold, units: Counts) => {
  reserve(model, units, -1)
  for (const [id, n] of units) {
    add(model.on_hand, id, -n)
    add(found.shipped, id, n)
  }
  found.state = [...openOf(found).values()].some((n) => n > 0) ? 'kept' : 'shipped'
}

const shippingParts = (model: Model, order_id: string): Step => {
  const found = model.holds.get(order_id)
  const { lines, demand } = randomLines(model)
  const expect = (): string => {
    if (!found) return 'NOT_FOUND'
    if (found.state === 'shipped') return 'ok'
    if (!isLive(found)) return 'HOLD_ENDED'
    const open = openOf(found)
    if ([...demand].some(([id, n]) => n > (open.get(id) ?? 0))) return 'NOT_HELD'
    leave(model, found, demand)
    return 'ok'
  }
  const fulfilment_id = newId()
  return { run: () => ship({ order_id, fulfilment_id, lines }), expected: expect(), what: `ship ${JSON.stringify([...demand.values()])}` }
}

const changing = (model: Model, order_id: string): Step => {
  const found = model.holds.get(order_id)
  const { lines, demand } = randomLines(model)
  const expect = (): string => {
    if (!found) return 'NOT_FOUND'
    if (!isLive(found)) return 'HOLD_ENDED'
    if ([...found.shipped].some(([id, n]) => (demand.get(id) ?? 0) < n)) return 'BELOW_SHIPPED'
    if (!isAvailable(model, new Map([...less(demand, found.lines)].filter(([, n]) => n > 0)))) return 'OUT_OF_STOCK'
    reserve(model, openOf(found), -1)
    found.lines = demand
    reserve(model, openOf(found), 1)
    if ([...openOf(found).values()].every((n) => n === 0)) found.state = 'shipped'
    return 'ok'
  }
  const edit_id = newId()
  return {
    run: () => changeHold({ order_id, edit_id, lines }),
    expected: expect(),
    what: `change to ${JSON.stringify([...demand.values()])}`,
  }
}

const restocking = (model: Model, order_id: string): Step => {
  const found = model.holds.get(order_id)
  const { lines, demand } = randomLines(model)
  const expect = (): string => {
    if (!found) return 'NOT_FOUND'
    const out = less(found.shipped, found.restocked)
    if ([...demand].some(([id, n]) => n > (out.get(id) ?? 0))) return 'NOT_SHIPPED'
    for (const [id, n] of demand) {
      add(model.on_hand, id, n)
      add(found.restocked, id, n)
    }
    return 'ok'
  }
  const back = { restock_id: newId(), order_id, lines, reason: 'return' }
  return { run: () => restock(back), expected: expect(), what: `restock ${JSON.stringify([...demand.values()])}` }
}

const counting = (model: Model): Step => {
  const levels = model.variants.slice(0, 1 + random(3)).map((variant_id) => ({ variant_id, on_hand: random(9) }))
  const is_refused = levels.some(({ variant_id, on_hand }) => on_hand < (model.reserved.get(variant_id) ?? 0))
  if (!is_refused) for (const { variant_id, on_hand } of levels) model.on_hand.set(variant_id, on_hand)
  return { run: () => setStock({ levels }), expected: is_refused ? 'BELOW_RESERVED' : 'ok', what: 'set' }
}

const expiring = (model: Model) => {
  for (const found of model.holds.values())
    if (found.state === 'held' && found.until <= shop.clock.now().getTime()) {
      reserve(model, openOf(found), -1)
      found.state = 'expired'
    }
}

const nextStep = (model: Model): Step => {
  const order_id = pick(model.orders)
  return pick([holding, holding, holding, keeping, releasing, shipping, shippingParts, changing, changing, restocking, counting])(
    model,
    order_id,
  )
}
const outcomeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error) => (isFailure(error) ? error.code : isNotHeld(error) ? 'NOT_HELD' : Promise.reject(error)),
  )
const isNotHeld = (error: unknown) => error instanceof Error && /so \d+ cannot be shipped/.test(error.message)

const assertSame = async (model: Model, history: string[]) => {
  const { levels } = await readLevels({ variant_ids: model.variants })
  for (const { variant_id, on_hand, reserved } of levels)
    assert.deepEqual(
      { on_hand, reserved },
      { on_hand: model.on_hand.get(variant_id) ?? 0, reserved: model.reserved.get(variant_id) ?? 0 },
      `seed ${seed}: ${history.join(', ')}`,
    )
}

test(`stock does what a model of it does, in ${SEQUENCES} random histories (seed ${seed})`, async () => {
  for (let done = 0; done < SEQUENCES; done += AT_ONCE) {
    const running = Array.from({ length: AT_ONCE }, () => ({ model: newModel(), history: [] as string[] }))
    for (const { model } of running) await counting(model).run()
    for (let step = 0; step < STEPS; step++) {
      const steps = running.map(({ model, history }) => ({ ...nextStep(model), history }))
      const outcomes = await Promise.all(steps.map(({ run }) => outcomeOf(run())))
      steps.forEach(({ expected, what, history }, i) => {
        history.push(`${what}: ${expected}`)
        assert.equal(outcomes[i], expected, `seed ${seed}: ${history.join(', ')}`)
      })
      if (random(4) > 0) continue
      shop.clock.move(60 * (10 + random(30)))
      await shop.tick('inventory.expire_holds')
      for (const { model } of running) expiring(model)
    }
    for (const { model, history } of running) await assertSame(model, history)
  }
})

test('orders, expiry and counting that all want the same few variants at once are all answered as promised', async () => {
  const model = newModel()
  await setStock({ levels: model.variants.map((variant_id) => ({ variant_id, on_hand: 8 })) })
  const orders = Array.from({ length: 40 }, () => newId())
  const worker = async () => {
    for (let i = 0; i < 60; i++) {
      const step = pick([holding, holding, keeping, releasing, shipping, shippingParts, changing, restocking, counting])(
        model,
        pick(orders),
      )
      assert.match(
        await outcomeOf(step.run()),
        /^(ok|OUT_OF_STOCK|HOLD_ENDED|NOT_FOUND|BELOW_RESERVED|NOT_HELD|BELOW_SHIPPED|NOT_SHIPPED)$/,
      )
      if (random(20) > 0) continue
      shop.clock.move(16 * 60)
      await shop.tick('inventory.expire_holds')
    }
  }
  await Promise.all(Array.from({ length: 10 }, worker))
})

test('after all of it, what is reserved is the sum of the live holds, the journal adds up, and what was said of availability is true', async () => {
  const { rows: wrong } = await shop.db.sql<{ variant_id: string }>`
    SELECT variant_id FROM inventory.stock
    LEFT JOIN (
      SELECT variant_id, sum(quantity - shipped) AS live FROM inventory.held_lines JOIN inventory.holds USING (order_id)
      WHERE state IN ('held', 'kept') GROUP BY variant_id
    ) held USING (variant_id)
    LEFT JOIN (
      SELECT DISTINCT ON (variant_id) variant_id::uuid AS variant_id, COALESCE((payload -> 'in_stock')::boolean, true) AS in_stock
      FROM inventory.outbox, jsonb_array_elements_text(COALESCE(payload -> 'variant_ids', jsonb_build_array(aggregate_id))) AS variant_id
      WHERE type IN ('inventory.availability_changed', 'inventory.first_counted') ORDER BY variant_id, sequence DESC
    ) said USING (variant_id)
    LEFT JOIN (
      SELECT variant_id, sum(on_hand_delta) AS moved_on_hand, sum(reserved_delta) AS moved_reserved FROM inventory.stock_moves GROUP BY variant_id
    ) journal USING (variant_id)
    WHERE reserved <> coalesce(live, 0) OR reserved <> coalesce(moved_reserved, 0) OR on_hand <> coalesce(moved_on_hand, 0)
      OR (on_hand > reserved) <> coalesce(in_stock, false)`
  assert.deepEqual(wrong, [])
})
