import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFailure } from '#platform/errors.ts'
import { openFile } from './open-file.ts'

const HEADER = 'Handle,Title,Variant Price,Vendor'
const LINE = 'tasse,Große Tasse,12.50,Töpferei'
const refuses = (bytes: Uint8Array, code: string, words: RegExp) =>
  assert.rejects(openFile(bytes), (error) => isFailure(error, code) && words.test(error.message))

test('a file is recognised by its columns, whatever their order and case', async () => {
  const format = async (text: string) => (await openFile(Buffer.from(text))).adapter.format
  assert.equal(await format(`${HEADER}\n${LINE}`), 'shopify')
  assert.equal(await format('Price,TITLE,URL handle\n1,x,x'), 'shopify')
  assert.equal(await format('ID,Type,SKU,Name,Published,Regular price\n1,simple,a,A,1,1'), 'woocommerce')
  assert.equal(await format('sku,attribute_set_code,product_type,name,price\na,x,simple,A,1'), 'magento')
})

test('umlauts arrive whole from UTF-8 with and without mark, Windows-1252, and UTF-16', async () => {
  const text = `${HEADER}\r\n${LINE}`
  const latin = Buffer.from(text, 'latin1')
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
  for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`), latin, utf16, Buffer.from(utf16).swap16()])
    assert.match((await openFile(bytes)).text.toString(), /Große Tasse,12.50,Töpferei/)
  const curly = Buffer.concat([Buffer.from(`${HEADER}\n`), Buffer.from([0x93, 0x80, 0x94])])
  assert.match((await openFile(curly)).text.toString(), /“€”/)
})

test('semicolons, tabs and the line ends of old spreadsheets are understood', async () => {
  assert.equal((await openFile(Buffer.from(`${HEADER}\n${LINE}`.replaceAll(',', ';')))).delimiter, ';')
  assert.equal((await openFile(Buffer.from(`${HEADER}\n${LINE}`.replaceAll(',', '\t')))).delimiter, '\t')
  assert.deepEqual((await openFile(Buffer.from(`${HEADER}\r${LINE}`))).columns, ['handle', 'title', 'variant price', 'vendor'])
})

test('what is no product file is refused with what would be right', async () => {
  const supported = /Shopify, WooCommerce and Magento 2/
  await refuses(Buffer.from('name,slug,price\nx,x,1'), 'UNKNOWN_FORMAT', supported)
  await refuses(Buffer.from('[\n  { "id": 1 }\n]'), 'UNKNOWN_FORMAT', supported)
  await refuses(Buffer.from('CREATE TABLE x (y text);\nINSERT INTO x;'), 'UNKNOWN_FORMAT', supported)
  await refuses(Buffer.from('PK\u0003\u0004\u0000\u0000'), 'NOT_TEXT', /saved as CSV/)
  for (const text of ['', '\n\n', '\ufeff', HEADER, `${HEADER}\n`])
    await refuses(Buffer.from(text), 'EMPTY_FILE', /line with the column names/)
})
