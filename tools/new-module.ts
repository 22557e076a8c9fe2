/**
 * `npm run new-module -- loyalty-points`: a module with a working example, made from `tools/module-template`, which is a real module and
 * tested as one. `--into FOLDER` puts it elsewhere than into `modules`.
 */
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const TEMPLATE = join(import.meta.dirname, 'module-template')

/** One name in the notations that code needs: loyalty-points, loyalty_points, loyaltyPoints, LoyaltyPoints, Loyalty points. */
const notations = (kebab: string): string[] => {
  const words = kebab.split('-')
  const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)
  const pascal = words.map(capital).join('')
  return [kebab, words.join('_'), pascal.slice(0, 1).toLowerCase() + pascal.slice(1), pascal, capital(words.join(' ')), words.join(' ')]
}

const rename = (text: string, name: string): string => {
  const wanted = notations(name)
  return notations('sample-things').reduce((all, known, i) => all.replaceAll(known, wanted[i] ?? known), text)
}

const stop = (sentence: string): never => {
  console.error(sentence)
  process.exit(1)
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { into: { type: 'string' } } })
const name = positionals[0] ?? stop('Which name? npm run new-module -- loyalty-points')
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name === 'platform')
  stop(`"${name}" is no name for a module. Write it as loyalty-points.`)

const modules = resolve(values.into ?? join(import.meta.dirname, '../modules'))
const folder = join(modules, name)
if (existsSync(folder)) stop(`${folder} is there already.`)

for (const file of globSync('**/*.*', { cwd: TEMPLATE })) {
  const target = join(folder, file)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, rename(readFileSync(join(TEMPLATE, file), 'utf8'), name))
  console.log(`  ${join('modules', name, file)}`)
}

const [, snake, camel] = notations(name)
console.log(`
Next:
  1. apps/shop.ts, two lines:
       import { ${camel}Module } from '#modules/${name}/module.ts'
       { service: 'products', module: ${camel}Module },
  2. tests/architecture/policies.ts, who may call its operations:
       '${snake}.addEntry',
       '${snake}.listEntries',
  3. npx biome check --write apps modules/${name}
  4. npm run docs && npm test ${name}`)
