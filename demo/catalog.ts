/** The demo shop "Lantern & Loom": everything that is loaded into an empty shop. */
import { cupsAndJugs } from './cups-and-jugs.ts'
import { desk } from './desk.ts'
import { garden } from './garden.ts'
import { home } from './home.ts'
import { kitchen } from './kitchen.ts'
import { lighting } from './lighting.ts'
import type { Alt, DemoEntry, DemoProduct } from './product.ts'
import { textiles } from './textiles.ts'
import { travel } from './travel.ts'

export { demoCategories } from './categories.ts'
export type { DemoProduct } from './product.ts'

const entries = [kitchen, cupsAndJugs, home, lighting, textiles, desk, garden, travel].flat()

/** As `catalog.putProducts` takes them; only the names of pictures must become those that media gave to the files. */
export const demoProducts: DemoProduct[] = entries.map(({ pictures, variants, ...entry }) => ({
  ...entry,
  status: 'active',
  category_ids: [],
  variants: variants.map((variant) => ({ ...variant, picture: pictureOf(entry.slug, pictures, variant.options) })),
  pictures: pictures.map(({ en }, index) => ({ name: pictureName(entry.slug, index), alt: en })),
}))

/** What each picture shows, by base name, in both languages. */
export const demoAlts: Record<string, Alt> = Object.fromEntries(
  entries.flatMap(({ slug, pictures }) => pictures.map(({ en, de }, index) => [pictureName(slug, index), { en, de }])),
)

function pictureName(slug: string, index: number) {
  return `${slug}-${index + 1}`
}

function pictureOf(slug: string, pictures: DemoEntry['pictures'], options: Record<string, string>): string | null {
  const index = pictures.findIndex(({ of }) => of && Object.entries(of).every(([name, value]) => options[name] === value))
  return index < 0 ? null : pictureName(slug, index)
}
