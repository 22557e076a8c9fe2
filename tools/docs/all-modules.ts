/** Every module and plugin of the shop as they are composed, without opening anything. */
import { compose } from '#apps/shop.ts'
import { audit } from '#platform/audit-contract.ts'
import { type Config, readConfig, type Service } from '#platform/config.ts'
import type { Contract } from '#platform/contract.ts'
import { jobs } from '#platform/jobs-contract.ts'
import type { Module } from '#platform/module.ts'
import { trail } from '#platform/trail-contract.ts'

export const allModules = (config: Config = readConfig({ NODE_ENV: 'test' })): { module: Module; service: Service }[] =>
  compose(config, 'a secret that signs nothing', () => {
    throw new Error('nothing is called here')
  })

/** The contracts of all modules and plugins, and the platform's own. */
export const allContracts = (modules = allModules()): Contract[] => [...modules.map(({ module }) => module.contract), jobs, audit, trail]
