/** The text of a PDF that was drawn uncompressed, as it stands on the paper: page by page, from top to bottom, each line from left to right. */

type Piece = { x: number; y: number; text: string }

export const readPdf = (bytes: Uint8Array): string[][][] => {
  const raw = Buffer.from(bytes).toString('latin1')
  const objects = new Map([...raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body]))
  const at = (reference: string | undefined): string => objects.get(reference ?? '') ?? ''
  const fonts = new Map<string, Map<string, string>>()
  const fontOf = (id: string) => {
    if (!fonts.has(id)) fonts.set(id, lettersOf(at(/\/ToUnicode (\d+) 0 R/.exec(at(id))?.[1])))
    return fonts.get(id)!
  }
  return [...objects.values()]
    .filter((body) => /\/Type \/Page\b(?!s)/.test(body))
    .map((page) => {
      const resources = at(/\/Resources (\d+) 0 R/.exec(page)?.[1])
      const used = new Map([...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [name, fontOf(id)]))
      return linesOf(piecesOf(at(/\/Contents (\d+) 0 R/.exec(page)?.[1]), used))
    })
}

/** Glyph -> text, from the map that lets readers copy it. */
const lettersOf = (map: string): Map<string, string> => {
  const letters = new Map<string, string>()
  for (const [, from = '', list = ''] of map.matchAll(/<(\w{4})> <\w{4}> \[([^\]]*)\]/g))
    for (const [i, code] of [...list.matchAll(/<([\w ]+)>/g)].entries()) {
      const text = Buffer.from(code[1]!.replaceAll(' ', ''), 'hex').swap16().toString('utf16le')
      letters.set((Number.parseInt(from, 16) + i).toString(16).padStart(4, '0'), text)
    }
  return letters
}

const piecesOf = (content: string, fonts: Map<string, Map<string, string>>): Piece[] => {
  const pieces: Piece[] = []
  let [x, y, font] = [0, 0, new Map<string, string>()]
  for (const line of content.split('\n')) {
    const place = /^1 0 0 1 ([-\d.]+) ([-\d.]+) Tm$/.exec(line)
    if (place) [x, y] = [Number(place[1]), Number(place[2])]
    const name = /^\/(F\d+) [\d.]+ Tf$/.exec(line)?.[1]
    if (name) font = fonts.get(name) ?? font
    if (!line.endsWith(' TJ')) continue
    const glyphs = [...line.matchAll(/<(\w*)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
    pieces.push({ x, y, text: glyphs.map((glyph) => font.get(glyph) ?? '?').join('') })
  }
  return pieces
}

const linesOf = (pieces: Piece[]): string[][] =>
  [...Map.groupBy(pieces, ({ y }) => Math.round(y * 2))]
    .sort(([a], [b]) => b - a)
    .map(([, line]) => line.toSorted((a, b) => a.x - b.x).map(({ text }) => text))
