import { isUtf8 } from 'node:buffer'
import { fail } from '#platform/errors.ts'
import type { Adapter } from './draft.ts'
import { fromMagento } from './from-magento.ts'
import { fromShopify } from './from-shopify.ts'
import { fromWooCommerce } from './from-woocommerce.ts'
import { type Row, readRows } from './read-rows.ts'

const ADAPTERS: Adapter[] = [fromShopify, fromWooCommerce, fromMagento]
const SUPPORTED = 'Product exports of Shopify, WooCommerce and Magento 2 can be read, as CSV with the column names in English.'

/** A product file that was recognised: its text as UTF-8, and what its header says. */
export type ProductFile = { text: Buffer; delimiter: string; columns: string[]; adapter: Adapter }

/**
 * Recognises a file by its header; what it is called does not matter.
 * @throws NOT_TEXT, EMPTY_FILE, UNKNOWN_FORMAT
 */
export const openFile = async (bytes: Uint8Array): Promise<ProductFile> => {
  const text = toUtf8(bytes)
  const delimiter = delimiterOf(text)
  const [header, first] = await firstRows(text, delimiter)
  if (!header || !first) throw fail('EMPTY_FILE', 'The file has no products: a line with the column names and lines below it are needed.')
  const columns = header.cells.map((cell) => cell.trim().toLowerCase())
  const adapter = ADAPTERS.find(({ told_by }) => told_by.some((names) => names.every((name) => columns.includes(name))))
  if (!adapter) {
    const found = columns.filter(Boolean).slice(0, 5).join(', ').slice(0, 100)
    throw fail('UNKNOWN_FORMAT', `This file is of another kind; its first line reads: ${found || 'nothing'} ... ${SUPPORTED}`)
  }
  return { text, delimiter, columns, adapter }
}

/** What is not UTF-8 and has no mark of UTF-16 is taken for Windows-1252, which holds ISO 8859-1. */
const toUtf8 = (bytes: Uint8Array): Buffer => {
  const is_utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (is_utf16) return unixLines(Buffer.from(new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes)))
  if (bytes.includes(0)) throw fail('NOT_TEXT', `This file is not text. A workbook must be saved as CSV first. ${SUPPORTED}`)
  const text = isUtf8(bytes)
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : Buffer.from(new TextDecoder('windows-1252').decode(bytes))
  return unixLines(text)
}

/** Old spreadsheets end lines with a carriage return alone. */
const unixLines = (text: Buffer): Buffer => (text.includes('\n') ? text : Buffer.from(text.toString().replaceAll('\r', '\n')))

/** The character that parts the column names: spreadsheets write what their country is used to. */
const delimiterOf = (text: Buffer): string => {
  const end = text.indexOf('\n')
  const header = text.subarray(0, end < 0 ? text.length : end).toString()
  const times = (delimiter: string) => header.split(delimiter).length
  return [',', ';', '\t'].reduce((best, delimiter) => (times(delimiter) > times(best) ? delimiter : best))
}

const firstRows = async (text: Buffer, delimiter: string): Promise<Row[]> => {
  const rows: Row[] = []
  for await (const row of readRows(text, delimiter)) if (rows.push(row) === 2) break
  return rows
}
