/// <reference path="./fontkit.d.ts" />
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { create, type Font } from 'fontkit'
import PDFDocument from 'pdfkit'

/** A4 in points, 72 to the inch (ISO 216: 210 by 297 mm). */
const PAGE = { width: 595.28, height: 841.89 }
export const LEFT = 57 // 20 mm
export const RIGHT = PAGE.width - 57
export const WIDTH = RIGHT - LEFT
/** Below this stands the footer. */
export const BOTTOM = 752
const FOOTER = 764

const COLOURS = { ink: '#17181a', muted: '#6a6d72', hairline: '#d5d7da' }
export type Style = {
  size?: number
  is_bold?: boolean
  is_muted?: boolean
  width?: number
  align?: 'left' | 'right'
}

/** Source Sans 3 (SIL Open Font License 1.1): Latin, Greek and Cyrillic, and digits of one width, so that columns line up. */
const REGULAR = import.meta.resolve('@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf')
const BOLD = import.meta.resolve('@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf')
/** Its letters are small for their size. */
const SCALE = 1.1
let fonts: { regular: Font; bold: Font } | undefined
/** Read once: to find its tables and letters again for every document took three quarters of the time of drawing one. */
const readFonts = () => {
  fonts ??= { regular: create(readFileSync(fileURLToPath(REGULAR))), bold: create(readFileSync(fileURLToPath(BOLD))) }
  return fonts
}

export type SheetOptions = {
  title: string
  author: string
  locale: string
  /** stands in the file instead of the time it was made at, so that the same document is the same bytes */
  dated: Date
  /** repeated on every page but the first */
  heading: string
  footer: string[][]
  pageOf(n: number, of: number): string
  /** false in tests that read the text back */
  is_compressed?: boolean
}

export type Sheet = {
  /** writes text with its top left corner (top right where aligned so) there, and returns the y below it */
  write(text: string, x: number, y: number, style?: Style): number
  heightOf(text: string, style?: Style): number
  widthOf(text: string, style?: Style): number
  rule(y: number, x?: number, options?: { to?: number; is_strong?: boolean }): void
  box(x: number, y: number, size: number): void
  /** where to go on: `y`, or the top of a new page when `height` does not fit below it */
  fit(y: number, height: number, atTop?: (y: number) => number): number
  finish(): Promise<Buffer>
}

/**
 * Paper to draw on. What is drawn depends on nothing but what is given: the file's date is the document's, its id follows from that, and
 * fonts are embedded, so that it looks and is the same everywhere.
 */
export const openSheet = (options: SheetOptions): Sheet => {
  const { regular, bold } = readFonts()
  const { title, author, locale, dated } = options
  const doc = new PDFDocument({
    ...{
      size: 'A4',
      margin: 0,
      bufferPages: true,
      pdfVersion: '1.7',
      lang: locale,
      displayTitle: true,
      compress: options.is_compressed ?? true,
    },
    info: { Title: title, Author: author, CreationDate: dated, ModDate: dated },
  })
  const pieces: Buffer[] = []
  doc.on('data', (piece: Buffer) => pieces.push(piece))
  doc.registerFont('regular', regular).registerFont('bold', bold)

  const set = ({ size = 9, is_bold = false, is_muted = false, width, align = 'left' }: Style) => {
    doc
      .font(is_bold ? 'bold' : 'regular')
      .fontSize(size * SCALE)
      .fillColor(is_muted ? COLOURS.muted : COLOURS.ink)
    return { width, align, lineGap: size * 0.08 }
  }
  const sheet: Sheet = {
    write: (text, x, y, style = {}) => {
      if (!text) return y
      const { width = style.align === 'right' ? 200 : undefined, ...layout } = set(style)
      const left = style.align === 'right' ? x - (width ?? 0) : x
      doc.text(printable(text), left, y, { ...layout, ...(width === undefined ? { lineBreak: false } : { width }) })
      return y + sheet.heightOf(text, style)
    },
    heightOf: (text, style = {}) => {
      const { width = 1_000, ...layout } = set(style)
      return doc.heightOfString(printable(text), { ...layout, width })
    },
    widthOf: (text, style = {}) => {
      set(style)
      return doc.widthOfString(printable(text))
    },
    rule: (y, x = LEFT, { to = RIGHT, is_strong = false } = {}) =>
      void doc
        .moveTo(x, y)
        .lineTo(to, y)
        .lineWidth(is_strong ? 0.8 : 0.4)
        .strokeColor(is_strong ? COLOURS.ink : COLOURS.hairline)
        .stroke(),
    box: (x, y, size) => void doc.rect(x, y, size, size).lineWidth(0.6).strokeColor(COLOURS.muted).stroke(),
    fit: (y, height, atTop = (top) => top) => {
      if (y + height <= BOTTOM) return y
      doc.addPage()
      sheet.write(author, LEFT, 48, { size: 8, is_bold: true })
      sheet.write(options.heading, RIGHT, 48, { size: 8, is_muted: true, align: 'right', width: 320 })
      return atTop(84)
    },
    finish: async () => {
      const { count } = doc.bufferedPageRange()
      for (let i = 0; i < count; i++) {
        doc.switchToPage(i)
        drawFooter(sheet, options, options.pageOf(i + 1, count))
      }
      const ended = new Promise<void>((resolve, reject) => doc.on('end', resolve).on('error', reject))
      doc.end()
      await ended
      return Buffer.concat(pieces)
    },
  }
  return sheet
}

const drawFooter = (sheet: Sheet, { footer }: SheetOptions, page: string) => {
  const style = { size: 6.8, is_muted: true }
  const columns = footer.filter((lines) => lines.length > 0)
  const widths = columns.map((lines) => Math.max(...lines.map((line) => sheet.widthOf(line, style))))
  const space = WIDTH - widths.reduce((sum, width) => sum + width, 0)
  const gap = Math.min(40, space / Math.max(1, columns.length - 1))
  sheet.rule(FOOTER)
  let x = LEFT
  for (const [i, lines] of columns.entries()) {
    const width = gap > 8 ? (widths[i] ?? 0) + 4 : WIDTH / columns.length - 8 // too wide: lines are broken
    sheet.write(lines.join('\n'), x, FOOTER + 8, { ...style, width })
    x += width + (gap > 8 ? gap : 8)
  }
  sheet.write(page, RIGHT, 815, { ...style, align: 'right' })
}

/** Narrow no-break spaces, which some locales group digits with, as those that every font has; and nothing that is no text. */
const printable = (text: string): string => text.replaceAll('\u202f', '\u00a0').replace(/[^\P{Cc}\n]/gu, ' ')
