import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'

type Where = { method: string; path: string; body: string }
type Found = { name: string; ops: Record<string, Where> }

const CONTRACT = /\/((modules|plugins)\/[^/]+\/contract|platform\/[a-z]+-contract)\.ts$/

/**
 * The browser needs to know of an operation where it is, not what its schema says: the types are checked at build time.
 * So a contract is bundled as its routes and its lists of words alone, which keeps the schemas and the library that makes them (20 kB gzip) out.
 * A page that imports anything else of a contract as a value fails the build.
 */
export const slimContracts = (): Plugin => ({
  name: 'slim-contracts',
  enforce: 'pre',
  async load(id) {
    if (!CONTRACT.test(id)) return undefined
    const exported: Record<string, unknown> = await import(pathToFileURL(id).href)
    const kept = Object.entries(exported).map(([name, value]) => ({ name, slim: isContract(value) ? slim(value) : wordsOf(value) }))
    return kept.flatMap((one) => (one.slim ? [`export const ${one.name} = ${JSON.stringify(one.slim)}`] : [])).join('\n')
  },
})

const isContract = (value: unknown): value is Found => typeof value === 'object' && value !== null && 'name' in value && 'ops' in value

/** Of what `OneOf` makes. */
const wordsOf = (value: unknown) => (typeof value === 'object' && value !== null && 'enum' in value ? { enum: value.enum } : undefined)

const slim = ({ name, ops }: Found): Found => ({
  name,
  ops: Object.fromEntries(Object.entries(ops).map(([key, { method, path, body }]) => [key, { method, path, body }])),
})
