/** The whole shop behind its real HTTP edge, on a database of its own, with one person of each role. */
import { randomBytes } from 'node:crypto'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { openShop } from '#apps/open-shop.ts'
import { serveShop } from '#apps/serve-shop.ts'
import { customers } from '#modules/customers/contract.ts'
import { readConfig } from '#platform/config.ts'
import type { Role } from '#platform/contract.ts'
import { newId } from '#platform/ids.ts'
import type { Served } from '#platform/serve.ts'
import { testShop } from '#platform/testing.ts'
import { callSigner } from '#platform/transport.ts'
import { buildFaces } from '#tools/build-faces.ts'

export type Who = 'anonymous' | Role | 'service'
export const EVERYONE: Who[] = ['anonymous', 'customer', 'staff', 'admin', 'service']

const PASSWORD = 'copper kettle lagoon 7'
const ADMIN = { email: 'admin@example.com', password: PASSWORD }

export type WholeShop = {
  served: Served
  /** every route that was registered, as `GET /api/products` */
  routes: string[]
  /** what a request of this person carries */
  headers: Record<Who, Record<string, string>>
}

export const openWholeShop = async (): Promise<WholeShop> => {
  await buildFaces(() => {})
  const folder = mkdtempSync(join(tmpdir(), 'souk-whole-'))
  const { connection } = await testShop({}, [])
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    SECRET_KEY: randomBytes(32).toString('hex'),
    DATABASE_URL: connection.connectionString,
    DATA_DIR: folder,
  })
  const { routes, stop: stopHearing } = hearRoutes()
  const shop = await openShop(config, { is_running: false, say: () => {} })
  const served = await serveShop(shop).catch(async (error) => {
    await shop.close()
    throw error
  })
  stopHearing()
  after(async () => {
    await served.stop()
    await shop.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const people = shop.client(customers, 'test')
  await people.ensureAdmin(ADMIN)
  const staff = await people.register({ email: 'staff@example.com', password: PASSWORD })
  await people.changeRole({ user_id: staff.user.user_id, role: 'staff' })
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  const login = async (email: string) => bearer((await people.login({ email, password: PASSWORD })).token)
  const call = { actor: { kind: 'service', name: 'test' } as const, via: 'test', request_id: newId() }
  const headers = {
    anonymous: {},
    customer: bearer((await people.register({ email: 'customer@example.com', password: PASSWORD })).token),
    staff: await login('staff@example.com'),
    admin: await login(ADMIN.email),
    service: { authorization: `Souk ${await callSigner(shop.call_key)(call, config.service)}` },
  }
  return { served, routes, headers }
}

const isInitialization = (message: unknown): message is { fastify: FastifyInstance } =>
  typeof message === 'object' && message !== null && 'fastify' in message

/** Fastify tells of each server it makes; asking that one for its routes later would only give a tree of their prefixes. */
const hearRoutes = () => {
  const routes: string[] = []
  const hear = (message: unknown) => {
    if (!isInitialization(message)) return
    message.fastify.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) routes.push(`${one} ${url}`)
    })
  }
  subscribe('fastify.initialization', hear)
  return { routes, stop: () => unsubscribe('fastify.initialization', hear) }
}
