/** The demo shop as the import takes it: data from `demo/`, pictures from `demo/pictures`. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DemoShop } from '#modules/imports/demo-shop.ts'
import type { FirstZone } from '#modules/shipping/contract.ts'

const PICTURES = join(import.meta.dirname, '..', 'demo', 'pictures')
const HERO = join(PICTURES, 'hero.json')
const FORMATS = ['avif', 'webp'] as const

/** In `demo/pictures/index.json` and `hero.json`; the files are `<base>-<width>.<format>`. */
type Drawn = { base: string; width: number; height: number; widths: number[]; alt: Record<string, string> }

export const demoShop = async (): Promise<DemoShop> => {
  const { demoCategories, demoProducts } = await import('#demo/catalog.ts') // loaded only when somebody wants the demo
  const index = join(PICTURES, 'index.json')
  const drawn: { [slug: string]: Drawn[] } = existsSync(index) ? JSON.parse(await readFile(index, 'utf8')) : {}
  const hero: Drawn | null = existsSync(HERO) ? JSON.parse(await readFile(HERO, 'utf8')) : null
  const pictures = demoProducts.flatMap(({ slug }) => drawn[slug] ?? [])
  return {
    categories: demoCategories,
    products: demoProducts,
    pictures: pictures.map((picture) => ({ base: picture.base, read: () => readPicture(picture) })),
    hero: hero && { base: hero.base, alt: hero.alt, read: () => readPicture(hero) },
  }
}

/** The zones of a demo shop, with methods. */
export const demoShipping = async (): Promise<FirstZone[]> => (await import('#demo/shipping.ts')).demoShipping

/** The zones of any other new shop: its prices are for its staff to say. */
export const emptyShipping = async (): Promise<FirstZone[]> => [
  { name: 'Home', where: 'home', methods: [] },
  { name: 'European Union', where: 'eu', methods: [] },
  { name: 'Everywhere else', where: 'world', methods: [] },
]

const readPicture = async ({ base, width, height, widths }: Drawn) => {
  const files = widths.flatMap((width) => FORMATS.map((format) => ({ width, format })))
  const bytes = await Promise.all(files.map(({ width, format }) => readFile(join(PICTURES, `${base}-${width}.${format}`), 'base64')))
  return { width, height, files: files.map((file, i) => ({ ...file, base64: bytes[i] ?? '' })) }
}
