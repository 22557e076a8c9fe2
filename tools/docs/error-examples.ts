import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Node, parseSync, Visitor } from 'oxc-parser'

const THROWS = new Set(['fail', 'failCommon'])

export type Thrown = { code: string; says: string; path: string }

/** Every `fail('CODE', 'sentence')` of the sources; what a sentence fills in is `…`. Codes that are no literal are left out. */
export const findThrown = (root: string, folders = ['platform', 'modules', 'plugins', 'apps']): Thrown[] =>
  folders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root, exclude: (name) => name === 'node_modules' || name === 'dist' }))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/(\.test|-for-tests)\.tsx?$/.test(path))
    .sort()
    .flatMap((path) => thrownIn(path, readFileSync(join(root, path), 'utf8')))

const thrownIn = (path: string, text: string): Thrown[] => {
  const found: Thrown[] = []
  new Visitor({
    CallExpression: ({ callee, arguments: [code, says] }) => {
      if (callee.type !== 'Identifier' || !THROWS.has(callee.name)) return
      if (code?.type === 'Literal' && typeof code.value === 'string') found.push({ code: code.value, says: sentence(says), path })
    },
  }).visit(parseSync(path, text).program)
  return found
}

const sentence = (node: Node | undefined): string => {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type === 'TemplateLiteral') return node.quasis.map((part) => part.value.cooked ?? '').join('…')
  return ''
}

/** One sentence for each code: the first that is whole, else the first. */
export const examplesOf = (thrown: Thrown[]): Map<string, string> => {
  const examples = new Map<string, string>()
  for (const { code, says } of thrown) if (says && (!examples.has(code) || examples.get(code)?.includes('…'))) examples.set(code, says)
  return examples
}
