/**
 * Plain text of a description written in HTML: paragraphs parted by a blank line, list items as `- `, everything else as it reads.
 * Text without any tag is taken as it is written. What comes out is text, never markup: a `<` in it is a less-than sign.
 */
export const htmlToText = (html: string): string => {
  const is_html = /<\/?[a-z][^<>]*>|&#?\w+;/i.test(html)
  if (!is_html) return tidy(html.replace(/\r\n?/g, '\n'))
  let text = ''
  let at = 0
  for (const tag of html.matchAll(TAG)) {
    text += inline(html.slice(at, tag.index)) + (MEANING[tag[1]?.toLowerCase() ?? ''] ?? '')
    at = tag.index + tag[0].length
  }
  return tidy(text + inline(html.slice(at)))
}

// Comments, and what is never shown, go as a whole; of every other tag only the name counts. Linear: nothing in it backtracks.
const TAG = /<!--[\s\S]*?(?:-->|$)|<(?:script|style)\b[\s\S]*?(?:<\/(?:script|style)\s*>|$)|<!?(\/?[a-z][a-z0-9]*)\b[^<>]*>/gi

const PARAGRAPH = '\n\n'
const BLOCKS = ['p', 'div', 'ul', 'ol', 'table', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'section', 'article', 'blockquote', 'dl', 'pre']
const MEANING: Record<string, string> = {
  ...Object.fromEntries(BLOCKS.flatMap((name) => [name, `/${name}`].map((tag) => [tag, PARAGRAPH]))),
  br: '\n',
  li: '\n- ',
  tr: '\n',
  dt: '\n',
  dd: '\n',
  hr: PARAGRAPH,
  '/td': ' ',
  '/th': ' ',
}

/** Line ends in HTML are spaces; those we make stand for tags. */
const inline = (text: string): string => decodeEntities(text.replace(/[ \t\r\n\f]+/g, ' '))

const tidy = (text: string): string =>
  text
    .replaceAll('\u0000', '')
    .replace(/[ \t\u00a0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n- ?\n+(?=[^\s-])/g, '\n- ')
    .replace(/\n- ?(?=\n|$)/g, '')
    .replace(/\n{3,}/g, PARAGRAPH)
    .trim()

// HTML 4.01, section 24: the names of U+00A0 to U+00FF in order, then those that shops use beyond.
const LATIN_1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'
const ENTITIES = new Map<string, string>([
  ...LATIN_1.split(' ').map((name, index): [string, string] => [name, String.fromCharCode(0xa0 + index)]),
  ...Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", bull: '•', hellip: '…', ndash: '–', mdash: '—', trade: '™' }),
  ...Object.entries({ lsquo: '‘', rsquo: '’', sbquo: '‚', ldquo: '“', rdquo: '”', bdquo: '„', lsaquo: '‹', rsaquo: '›', euro: '€' }),
  ...Object.entries({ OElig: 'Œ', oelig: 'œ', Scaron: 'Š', scaron: 'š', prime: '′', Prime: '″', le: '≤', ge: '≥', ne: '≠', infin: '∞' }),
  ...Object.entries({ minus: '−', larr: '←', rarr: '→', check: '✓', star: '☆', hearts: '♥', ensp: ' ', emsp: ' ', thinsp: ' ', zwnj: '' }),
])

const decodeEntities = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z][a-z0-9]{1,30}));?/gi, (whole, decimal, hex, name) => {
    if (name) return ENTITIES.get(name) ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ''
  })
