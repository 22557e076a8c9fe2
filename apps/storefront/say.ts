/** What modules say as a sentence without a language, and its facts, in the words of the page. */
import type { Said, Why } from '#platform/contract.ts'
import { countryName } from './countries.ts'
import { isMessage } from './messages.ts'
import { formatDay, type View } from './view.ts'

/** What says nothing of itself, such as the derivation of an order from before there were sentences, keeps its English text. */
const say = (view: View, kind: 'why' | 'refusal', text: string, said: Said | undefined): string => {
  const key = `${kind}.${said?.sentence}`
  return said && isMessage(key) ? view.t(key, factsOf(view, said.params)) : text
}

const factsOf = (view: View, params: Said['params']): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, fact]) => [name, factOf(view, name, fact)]))

const factOf = (view: View, name: string, fact: Said['params'][string]): string => {
  if (typeof fact === 'object') return view.money(fact)
  if (typeof fact === 'number') return new Intl.NumberFormat(view.locale).format(fact)
  if (name === 'day') return formatDay(fact, view.locale)
  if (name === 'country') return countryName(fact, view.locale)
  return name === 'tax' ? taxName(view, fact) : fact
}

/** `VAT 5.5 %` -> `MwSt. 5,5 %`; a tax that the shop has named itself keeps its name. */
export const taxName = ({ t, locale }: Pick<View, 't' | 'locale'>, name: string): string =>
  name.replace(/^VAT(?= |$)/, t('tax.vat')).replace(/\d+(?:\.\d+)?(?= %$)/, (rate) => new Intl.NumberFormat(locale).format(Number(rate)))

/** Why a code gives nothing. */
export const refusalOf = (view: View, { text, said }: { text: string; said?: Said }): string => say(view, 'refusal', text, said)

export const stepOf = (view: View, { rule, text, said }: Why[number]): string => {
  const { title, along, most, tax_class } = said?.params ?? {}
  const is_refused = rule === 'promotion_not_applied' || rule === 'code_unknown'
  const sentence = [
    is_refused ? refusalOf(view, { text, ...(said && { said }) }) : say(view, 'why', text, said),
    ...(most ? [view.t('why.at_most', { most: factOf(view, 'most', most) })] : []),
    ...(along ? [view.t('why.along')] : []),
    ...(tax_class ? [view.t('why.no_class', { tax_class: String(tax_class) })] : []),
  ].join(' ')
  return said && (is_refused || rule === 'promotion') ? `${title}: ${sentence}` : sentence
}
