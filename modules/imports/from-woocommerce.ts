/** Product exports of WooCommerce: simple products, and variable ones whose variations stand anywhere in the file. */
import { type Adapter, type Draft, type Entry, fatal, note, optionsOf, type Problem, refused, type View } from './draft.ts'
import { codeOf, lineOf, listOf, taxClassOf } from './fields.ts'
import { htmlToText } from './html-to-text.ts'
import { attributesOf } from './woocommerce-attributes.ts'
import { toVariant, toVariants } from './woocommerce-variants.ts'

export const fromWooCommerce: Adapter = {
  format: 'woocommerce',
  told_by: [['type', 'sku', 'name', 'regular price']],
  sourcesOf: (entry) => listOf(entry.get('Images')),
  async *products(entries, view) {
    const parents: Entry[] = []
    const variations: Entry[] = []
    for await (const entry of entries) (isVariation(entry) ? variations : parents).push(entry)
    const families = new Map<Entry, Entry[]>(parents.map((parent) => [parent, []]))
    const byName = new Map(parents.flatMap((parent) => namesOf(parent).map((name): [string, Entry] => [name, parent])))
    const orphans: Entry[] = []
    for (const variation of variations) {
      const parent = byName.get(codeOf(variation.get('Parent')))
      if (parent) families.get(parent)?.push(variation)
      else orphans.push(variation)
    }
    for (const [parent, children] of families) yield toProduct(parent, children, view)
    for (const orphan of orphans)
      yield refused(fatal(orphan.line, 'NO_PARENT', `The file has no product "${orphan.get('Parent')}", whose variation this is.`))
  },
}

const isVariation = (entry: Entry): boolean => /\bvariation\b/.test(entry.get('Type').toLowerCase())

/** What a variation calls its parent: the SKU, or `id:` and the number. */
const namesOf = (parent: Entry): string[] => [codeOf(parent.get('SKU')), `id:${parent.get('ID')}`].filter((name) => name && name !== 'id:')

export const toProduct = (parent: Entry, children: Entry[], view: View): Draft => {
  const { line } = parent
  const kind = parent.get('Type').toLowerCase().split(',').map(lineOf)
  const unsupported = whyUnsupported(parent, kind)
  if (unsupported) return refused(fatal(line, 'KIND_NOT_SUPPORTED', unsupported))

  const problems = notesOf(parent)
  const title = lineOf(parent.get('Name'))
  if (!title) problems.push(fatal(line, 'NO_TITLE', 'The product has no name.'))
  const is_variable = kind.includes('variable')
  if (is_variable && children.length === 0)
    problems.push(fatal(line, 'NO_VARIANT', 'A variable product needs variations; the file has none of it.'))
  const names = is_variable ? choicesOf(parent, children) : []
  const variants = is_variable
    ? toVariants(parent, children, { names, view, problems })
    : [toVariant(parent, parent, { options: {}, view, problems })]
  const description = [...descriptionOf(parent), ...(is_variable ? [] : factsOf(parent))].join('\n\n')
  return {
    line,
    product: {
      status: parent.get('Published') === '1' && parent.get('Visibility in catalog') !== 'hidden' ? 'active' : 'draft',
      brand: listOf(parent.get('Brands', 'Brand'))[0],
      tax_class: taxClassOf(parent.get('Tax class'), parent.get('Tax status') !== 'none'),
      translations: { [view.locale]: { title, description } },
      options: optionsOf(variants, names),
      variants,
    },
    categories: listOf(parent.get('Categories')).map((path) => path.split('>').map(lineOf).filter(Boolean)),
    pictures: picturesOf(parent, children),
    problems,
  }
}

const whyUnsupported = (parent: Entry, kind: string[]): string | undefined => {
  if (kind.includes('grouped'))
    return `A grouped product only shows others together; they (${parent.get('Grouped products')}) are imported by themselves.`
  if (kind.includes('external')) return `An external product is sold at another shop (${parent.get('External URL')}).`
  return kind.includes('simple') || kind.includes('variable') ? undefined : `Products of type "${parent.get('Type')}" are not known here.`
}

/** What the product had and our shop has no place for. */
const notesOf = (parent: Entry): Problem[] => {
  const say = (text: string) => note(parent.line, 'NOT_KEPT', text)
  const visibility = parent.get('Visibility in catalog')
  return [
    ...(visibility === 'hidden' ? [say('A hidden product is imported as a draft.')] : []),
    ...(parent.get('Download 1 URL') ? [say('Files to download are not kept.')] : []),
    ...(/^(1|yes|notify)$/.test(parent.get('Backorders allowed?'))
      ? [say('Selling more than there is is not kept: the shop stops at zero.')]
      : []),
  ]
}

/** The attributes that tell variations apart; one that every variation leaves open is a choice as well. */
const choicesOf = (parent: Entry, children: Entry[]): string[] => {
  const told = attributesOf(parent).map((attribute) => attribute.name)
  const used = new Set(children.flatMap((child) => attributesOf(child).map((attribute) => attribute.name)))
  return [...told.filter((name) => used.has(name)), ...[...used].filter((name) => !told.includes(name))]
}

/** The short description first, as the shop showed it. Exports write line ends as `\n`. */
const descriptionOf = (entry: Entry): string[] => {
  const texts = [entry.get('Short description'), entry.get('Description')].map((text) => htmlToText(text.replaceAll('\\n', '\n')))
  return [...new Set(texts)].filter(Boolean)
}

/** `Colour: Blue`: what a product without a choice says about itself must not get lost. */
const factsOf = (entry: Entry): string[] => {
  const facts = attributesOf(entry).filter((attribute) => attribute.is_visible && attribute.values.length > 0)
  return facts.length > 0 ? [facts.map(({ name, values }) => `${name}: ${values.join(', ')}`).join('\n')] : []
}

const picturesOf = (parent: Entry, children: Entry[]): Draft['pictures'] => {
  const sources = [parent, ...children].flatMap(fromWooCommerce.sourcesOf)
  return [...new Set(sources)].map((source) => ({ source, alt: lineOf(parent.get('Name')) }))
}
