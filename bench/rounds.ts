/** Every scenario, in rounds: the bare limit, the shop, the shop without its page cache, and again. Ratios are those of one round. */
import { randomUUID } from 'node:crypto'
import { type Bench, measure, type Run, type Target } from './measure.ts'
import type { Goods } from './requests.ts'

export type Targets = { bare: Target; shop: Target; uncached: Target }
export type Scenario = {
  name: string
  /** the bare request its ratio is held against */
  limit: string
  connections: number
  is_read: boolean
  /** the shop sets off work that is part of the cost */
  until_quiet?: boolean
}

export const READERS = 32
export const SHOPPERS = 8
const MANY_SHOPPERS = 64

const read = (name: string, limit: string): Scenario => ({ name, limit, connections: READERS, is_read: true })

export const SCENARIOS: Scenario[] = [
  read('list', 'bare_list'),
  read('category', 'bare_category'),
  read('detail', 'bare_detail'),
  read('search', 'bare_search'),
  read('home_page', 'bare_cards'),
  read('category_page', 'bare_category'),
  read('product_page', 'bare_detail'),
  { name: 'cart_add', limit: 'bare_cart_add', connections: READERS, is_read: false },
  { name: 'checkout', limit: 'bare_checkout', connections: SHOPPERS, is_read: false, until_quiet: true },
  { name: 'checkout_of_64', limit: 'bare_checkout', connections: MANY_SHOPPERS, is_read: false, until_quiet: true },
]

/** One line of the table. `target` is `limit`, `shop` or `shop, no page cache`. */
export type Line = {
  scenario: string
  target: string
  runs: Run[]
  /** requests per second over those of the limit, of the same round; empty for the limit itself */
  ratios: number[]
}

type Plan = { bench: Bench; targets: Targets; goods: Goods; seconds: number; rounds: number; say(line: string): void }

export const runScenario = async ({ bench, targets, goods, seconds, rounds, say }: Plan, scenario: Scenario): Promise<Line[]> => {
  const { name, limit, connections, is_read, until_quiet = false } = scenario
  const one = (target: Target, what: string, length = seconds) =>
    measure(bench, target, {
      name: what,
      goods,
      run: randomUUID(),
      connections,
      seconds: length,
      until_quiet: until_quiet && target.is_shop,
    })
  const sides = [
    { label: 'limit', target: targets.bare, what: limit },
    { label: 'shop', target: targets.shop, what: name },
    ...(is_read ? [{ label: 'shop, no page cache', target: targets.uncached, what: name }] : []),
  ]
  for (const { target, what } of sides) await one(target, what, Math.min(2, seconds))
  const lines: Line[] = sides.map(({ label }) => ({ scenario: name, target: label, runs: [], ratios: [] }))
  for (let round = 0; round < rounds; round++)
    for (const [i, { target, what }] of sides.entries()) {
      const run = await one(target, what)
      lines[i]?.runs.push(run)
      const base = lines[0]?.runs[round]
      if (i > 0 && base) lines[i]?.ratios.push(run.per_second / base.per_second)
    }
  for (const { target, runs } of lines) say(`  ${name}, ${target}: ${runs.map((run) => run.per_second.toFixed(0)).join(' ')} a second`)
  return lines
}

/** What nothing can beat: an answer without a database, and ready cards without a shop. */
export const runReferences = async ({ bench, targets, goods, seconds, rounds }: Plan): Promise<Line[]> => {
  const lines: Line[] = ['bare_hello', 'bare_cards'].map((scenario) => ({ scenario, target: 'limit', runs: [], ratios: [] }))
  for (let round = 0; round < rounds; round++)
    for (const line of lines)
      line.runs.push(await measure(bench, targets.bare, { name: line.scenario, goods, run: '', connections: READERS, seconds }))
  return lines
}
