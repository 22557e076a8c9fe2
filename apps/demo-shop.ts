/** The demo shop as the import takes it: data from `demo/`, pictures from `demo/pictures`. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DemoShop } from '#modules/imports/demo-shop.ts'

const PICTURES = join(import.meta.dirname, '..', 'demo', 'pictures')
const WIDTHS = [360, 720, 1080]
const FORMATS = ['avif', 'webp'] as const

/** `demo/pictures/index.json`: slug -> the pictures drawn for it, whose files are `<base>-<width>.<format>` */
type Index = { [slug: string]: { base: string; width: number; height: number }[] }

export const demoShop = async (): Promise<DemoShop> => {
  const { demoCategories, demoProducts } = await import('#demo/catalog.ts') // loaded only when somebody wants the demo
  const index: Index = existsSync(join(PICTURES, 'index.json')) ? JSON.parse(await readFile(join(PICTURES, 'index.json'), 'utf8')) : {}
  const drawn = Object.values(index).flat()
  return {
    categories: demoCategories,
    products: demoProducts,
    pictures: drawn.map(({ base, width, height }) => ({ base, read: async () => ({ width, height, files: await readFiles(base) }) })),
  }
}

const readFiles = (base: string) =>
  Promise.all(
    WIDTHS.flatMap((width) => FORMATS.map((format) => ({ width, format }))).map(async ({ width, format }) => {
      const bytes = await readFile(join(PICTURES, `${base}-${width}.${format}`))
      return { width, format, base64: bytes.toString('base64') }
    }),
  )
