/** The storefront's files for browsers: islands, one style sheet, fonts, icons, each named by a hash of its content. */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { build, type Metafile } from 'esbuild'
import sharp from 'sharp'

const ROOT = join(import.meta.dirname, '..')
const STOREFRONT = 'apps/storefront'
const ICON_SIZES = [32, 180, 512]

/** What an island may be made of. Anything else would carry server code into browsers, so the build fails. */
const FOR_BROWSERS = [
  /^apps\/storefront\/islands\//,
  /^apps\/storefront\/(cookie-names\.ts|order-status\.tsx|totals\.tsx|storefront\.css|styles\/)/,
  /^ui\//,
  /(^|\/)node_modules\/preact\//,
]

export const buildStorefront = async (into: string): Promise<void> => {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['storefront.ts', 'product.ts', 'order.tsx', 'checkout.tsx']
      .map((name) => `${STOREFRONT}/islands/${name}`)
      .concat(`${STOREFRONT}/storefront.css`),
    outdir: into,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: '/assets',
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    target: ['es2023', 'chrome120', 'firefox120', 'safari17.4'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.woff2': 'file' },
    legalComments: 'none',
    metafile: true,
  })
  refuseServerCode(metafile)
  const manifest: Record<string, string> = {}
  for (const [path, { entryPoint, inputs }] of Object.entries(metafile.outputs)) {
    const source = entryPoint ?? Object.keys(inputs)[0]
    if (source) manifest[builtName(source)] ??= relative(into, join(ROOT, path))
  }
  const svg = readFileSync(join(ROOT, 'ui/icon.svg'))
  manifest['icon.svg'] = keep(into, 'icon.svg', svg)
  for (const size of ICON_SIZES)
    manifest[`icon-${size}.png`] = keep(into, `icon-${size}.png`, await sharp(svg, { density: 600 }).resize(size).png().toBuffer())
  manifest['speculation.json'] = keep(into, 'speculation.json', readFileSync(join(ROOT, STOREFRONT, 'speculation.json')))
  writeFileSync(join(into, 'manifest.json'), JSON.stringify(manifest, null, 2))
}

const refuseServerCode = ({ inputs }: Metafile) => {
  const foreign = Object.keys(inputs).filter((path) => !FOR_BROWSERS.some((allowed) => allowed.test(path)))
  if (foreign.length > 0) throw new Error(`An island of the storefront imports what is not for browsers: ${foreign.join(', ')}`)
}

/** `apps/storefront/islands/order.tsx` -> `order.js` */
const builtName = (source: string): string => basename(source).replace(/\.tsx?$/, '.js')

const keep = (into: string, name: string, content: Buffer): string => {
  const [, stem, ending] = /^(.*)(\.\w+)$/.exec(name) ?? ['', name, '']
  const built = `${stem}-${createHash('sha256').update(content).digest('hex').slice(0, 8)}${ending}`
  writeFileSync(join(into, built), content)
  return built
}
