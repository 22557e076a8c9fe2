/**
 * Draws the pictures of the demo shop: `node tools/run.mjs tools/draw-demo.ts`. Only what changed is rendered, which the hash of each
 * drawing tells; with `--check` nothing is written, and it fails when a picture is missing or older than its drawing.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { drawings } from '#demo/art/drawings.ts'
import { HERO, hero } from '#demo/art/hero.ts'
import { HEIGHT, WIDTH } from '#demo/art/studio.ts'
import { demoAlts, demoProducts } from '#demo/catalog.ts'

const folder = join(import.meta.dirname, '../demo/pictures')
const FORMATS = ['avif', 'webp'] as const

type DrawnPicture = {
  /** files are `{base}-{width}.avif` and `.webp` */
  base: string
  /** of the largest file, in pixels */
  width: number
  height: number
  widths: number[]
  alt: { en: string; de: string }
  /** SHA-256 of the SVG, the first 16 digits */
  hash: string
}
/** `index.json`: slug of the product to its pictures in order. `hero.json` holds the one picture of the home page. */
export type PictureIndex = Record<string, DrawnPicture[]>

type Drawn = { picture: DrawnPicture; svg: string }

const drawn = (base: string, svg: string, size: Pick<DrawnPicture, 'width' | 'height' | 'widths' | 'alt'>): Drawn => ({
  picture: { base, ...size, hash: createHash('sha256').update(svg).digest('hex').slice(0, 16) },
  svg,
})

/** Every picture as it ought to be, by slug. */
const drawProducts = (): Record<string, Drawn[]> => {
  const pictureOf = (base: string): Drawn => {
    const [drawing, alt] = [drawings[base], demoAlts[base]]
    if (!drawing || !alt) throw new Error(`${base} is not drawn in demo/art`)
    return drawn(base, drawing(), { width: WIDTH, height: HEIGHT, widths: [360, 720, 1080], alt })
  }
  const unused = Object.keys(drawings).filter((base) => !demoAlts[base])
  if (unused.length > 0) throw new Error(`no product shows ${unused.join(', ')}`)
  return Object.fromEntries(demoProducts.map(({ slug, pictures }) => [slug, pictures.map(({ name }) => pictureOf(name))]))
}

const filesOf = ({ base, widths }: DrawnPicture) =>
  widths.flatMap((width) => FORMATS.map((format) => ({ width, format, name: `${base}-${width}.${format}` })))

const readText = async (name: string): Promise<string> => {
  const file = join(folder, name)
  return existsSync(file) ? readFile(file, 'utf8') : ''
}

/** Base name -> hash of the drawing that was rendered last. */
const renderedHashes = async (): Promise<Map<string, string>> => {
  const index: PictureIndex = JSON.parse((await readText('index.json')) || '{}')
  const heroes: DrawnPicture[] = [JSON.parse((await readText('hero.json')) || 'null') ?? []].flat()
  return new Map([...Object.values(index).flat(), ...heroes].map(({ base, hash }) => [base, hash]))
}

const isFresh = (picture: DrawnPicture, known: Map<string, string>) =>
  known.get(picture.base) === picture.hash && filesOf(picture).every(({ name }) => existsSync(join(folder, name)))

const render = async ({ picture, svg }: Drawn) => {
  const full = await sharp(Buffer.from(svg)).resize(picture.width, picture.height).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  for (const { width, format, name } of filesOf(picture)) {
    const image = sharp(full.data, { raw: full.info }).resize(width)
    await (format === 'avif' ? image.avif({ quality: 48, effort: 4 }) : image.webp({ quality: 62, effort: 6 })).toFile(join(folder, name))
  }
}

/** JSON as the formatter of this repository writes it: numbers of a list on one line. */
const listText = (value: object): string =>
  `${JSON.stringify(value, null, 2).replaceAll(/\[\s+([\d,\s]+?)\s+\]/g, (_, numbers: string) => `[${numbers.replaceAll(/\s+/g, ' ')}]`)}\n`

/** What a new run would have to do: pictures to render, files that belong to none, lists to write. */
type Stale = { pictures: Drawn[]; extra: string[]; lists: { name: string; text: string }[] }

export const staleDemoPictures = async (): Promise<Stale> => {
  const [products, heroDrawn] = [drawProducts(), drawn('hero', hero(), HERO)]
  const index = Object.fromEntries(Object.entries(products).map(([slug, list]) => [slug, list.map(({ picture }) => picture)]))
  const lists = [
    { name: 'index.json', text: listText(index) },
    { name: 'hero.json', text: listText(heroDrawn.picture) },
  ]
  const all = [...Object.values(products).flat(), heroDrawn]
  const known = await renderedHashes()
  const names = new Set([...lists.map(({ name }) => name), ...all.flatMap(({ picture }) => filesOf(picture).map(({ name }) => name))])
  const written = new Map(await Promise.all(lists.map(async ({ name }): Promise<[string, string]> => [name, await readText(name)])))
  return {
    pictures: all.filter(({ picture }) => !isFresh(picture, known)),
    extra: (existsSync(folder) ? await readdir(folder) : []).filter((name) => !names.has(name)),
    lists: lists.filter(({ name, text }) => written.get(name) !== text),
  }
}

const main = async () => {
  const { pictures, extra, lists } = await staleDemoPictures()
  if (process.argv.includes('--check')) {
    const faults = [
      ...pictures.map(({ picture }) => `${picture.base} is missing or older than its drawing`),
      ...extra.map((name) => `${name} belongs to no picture`),
      ...lists.map(({ name }) => `${name} differs from the drawings`),
    ]
    for (const fault of faults) console.error(fault)
    if (faults.length > 0) process.exitCode = 1
    return
  }
  sharp.concurrency(1)
  await mkdir(folder, { recursive: true })
  for (const name of extra) await rm(join(folder, name))
  for (const [at, one] of pictures.entries()) {
    await render(one)
    console.log(`${at + 1}/${pictures.length} ${one.picture.base}`)
  }
  for (const { name, text } of lists) await writeFile(join(folder, name), text)
}

if (import.meta.main) await main()
