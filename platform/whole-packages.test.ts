import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { PACKAGES } from './whole-packages.ts'

const root = `${import.meta.dirname}/..`

test('every entry of a whole package that the shop imports is one of those it is made of', () => {
  const known = new Set(Object.values(PACKAGES).flat())
  const imported = globSync(['{platform,modules,plugins,apps,tools,ui,demo}/**/*.{ts,tsx}'], {
    cwd: root,
    exclude: ['**/node_modules/**', '**/dist/**'],
  })
    .flatMap((path) =>
      [...readFileSync(`${root}/${path}`, 'utf8').matchAll(/^import (?!type ).*from '([^']+)'/gm)].map(([, name = '']) => name),
    )
    .filter((name) => Object.keys(PACKAGES).some((whole) => name === whole || name.startsWith(`${whole}/`)))
  assert.deepEqual(
    [...new Set(imported)].filter((name) => !known.has(name)),
    [],
  )
})

test('a shop that loads its packages whole checks input as one that does not, formats included', () => {
  const script = `
    const { Strict, Email, Id, op, t } = await import('#platform/contract.ts')
    const { checkInput } = await import('#platform/input.ts')
    const one = op('POST /one', { summary: 'one', policy: 'anyone', input: Strict({ email: Email, id: Id }), output: t.Object({}) })
    const tell = (input) => { try { checkInput(one, input); return 'fine' } catch (error) { return error.details?.field ?? String(error) } }
    console.log([tell({ email: 'ada@example.com', id: '0198c0de-0000-7000-8000-000000000000' }), tell({ email: 'nobody', id: '0198c0de-0000-7000-8000-000000000000' }), tell({ email: 'ada@example.com', id: 'x' })].join())
    console.log(import.meta.resolve('typebox/value'))`
  const run = (before: string) =>
    execFileSync(process.execPath, ['--input-type=module', '-e', before + script], { cwd: root, encoding: 'utf8' }).split('\n')
  const [asIs, plain] = run('')
  const [same, whole] = run(`await import('#platform/whole-packages.ts');`)
  assert.equal(same, 'fine,email,id')
  assert.equal(same, asIs)
  assert.match(plain ?? '', /node_modules\/typebox\/build/)
  assert.match(whole ?? '', /whole-packages\/typebox-/)
})
