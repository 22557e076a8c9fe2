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

export type DrawnPicture = {
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
/** Slug of the product, or `hero`, to its pictures in order. */
export type PictureIndex = Record<string, DrawnPicture[]>

type Drawn = { picture: DrawnPicture; svg: string }

const drawn = (base: string, svg: string, size: Pick<DrawnPicture, 'width' | 'height' | 'widths' | 'alt'>): Drawn => ({
  picture: { base, ...size, hash: createHash('sha256').update(svg).digest('hex').slice(0, 16) },
  svg,
})

/** Every picture as it ought to be, by slug. */
const draw = (): Record<string, Drawn[]> => {
  const pictureOf = (base: string): Drawn => {
    const [drawing, alt] = [drawings[base], demoAlts[base]]
    if (!drawing || !alt) throw new Error(`${base} is not drawn in demo/art`)
    return drawn(base, drawing(), { width: WIDTH, height: HEIGHT, widths: [360, 720, 1080], alt })
  }
  const unused = Object.keys(drawings).filter((base) => !demoAlts[base])
  if (unused.length > 0) throw new Error(`no product shows ${unused.join(', ')}`)
  return {
    hero: [drawn('hero', hero(), HERO)],
    ...Object.fromEntries(demoProducts.map(({ slug, pictures }) => [slug, pictures.map(({ name }) => pictureOf(name))])),
  }
}

const filesOf = ({ base, widths }: DrawnPicture) =>
  widths.flatMap((width) => FORMATS.map((format) => ({ width, format, name: `${base}-${width}.${format}` })))

const readIndex = async (): Promise<PictureIndex> => {
  const file = join(folder, 'index.json')
  return existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : {}
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

/** What a new run would have to do: pictures to render, and whether the index or the folder hold anything else than they should. */
export const staleDemoPictures = async (): Promise<{ stale: Drawn[]; extra: string[]; index: string; is_index_stale: boolean }> => {
  const wanted = draw()
  const index = `${JSON.stringify(Object.fromEntries(Object.entries(wanted).map(([slug, list]) => [slug, list.map(({ picture }) => picture)])), null, 2)}\n`
  const known = new Map(
    Object.values(await readIndex())
      .flat()
      .map(({ base, hash }) => [base, hash]),
  )
  const all = Object.values(wanted).flat()
  const names = new Set(['index.json', ...all.flatMap(({ picture }) => filesOf(picture).map(({ name }) => name))])
  const there = existsSync(folder) ? await readdir(folder) : []
  return {
    stale: all.filter(({ picture }) => !isFresh(picture, known)),
    extra: there.filter((name) => !names.has(name)),
    index,
    is_index_stale: JSON.stringify(JSON.parse(index)) !== JSON.stringify(await readIndex()),
  }
}

const main = async () => {
  const { stale, extra, index, is_index_stale } = await staleDemoPictures()
  if (process.argv.includes('--check')) {
    const faults = [
      ...stale.map(({ picture }) => `${picture.base} is older than its drawing`),
      ...extra.map((name) => `${name} belongs to no picture`),
    ]
    if (is_index_stale) faults.push('index.json differs from the drawings')
    for (const fault of faults) console.error(fault)
    if (faults.length > 0) process.exitCode = 1
    return
  }
  sharp.concurrency(1)
  await mkdir(folder, { recursive: true })
  for (const name of extra) await rm(join(folder, name))
  for (const [at, one] of stale.entries()) {
    await render(one)
    console.log(`${at + 1}/${stale.length} ${one.picture.base}`)
  }
  await writeFile(join(folder, 'index.json'), index)
}

if (import.meta.main) await main()
