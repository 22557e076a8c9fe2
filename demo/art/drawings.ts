/** Every picture of the demo shop, by base name. */
import { cupsAndJugs } from './cups-and-jugs.ts'
import { desk } from './desk.ts'
import { garden } from './garden.ts'
import { home } from './home.ts'
import { kitchen } from './kitchen.ts'
import { lighting } from './lighting.ts'
import { textiles } from './textiles.ts'
import { travel } from './travel.ts'

export const drawings: Record<string, () => string> = {
  ...kitchen,
  ...cupsAndJugs,
  ...home,
  ...lighting,
  ...textiles,
  ...desk,
  ...garden,
  ...travel,
}
