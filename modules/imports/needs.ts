import type { catalog } from '#modules/catalog/contract.ts'
import type { media } from '#modules/media/contract.ts'
import type { settings } from '#modules/settings/contract.ts'
import type { Needs } from '#platform/module.ts'
import type { DemoShop } from './demo-shop.ts'

export type ImportPorts = { demo: () => Promise<DemoShop> }
export type Imports = Needs<{ catalog: typeof catalog; media: typeof media; settings: typeof settings }, ImportPorts>
