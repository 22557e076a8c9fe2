import { stringify } from 'csv-stringify/sync'
import { readJsonLines } from './shared-data.ts'

type Product = {
  id: string
  name: string
  title: string
  ean?: string[]
  short_description?: string
  supplier: string
  price: number
  img_high?: string
  attr_t_product_type?: string
  attr_t_type?: string
}

export const ICECAT = 'icecat/products.jsonl.gz'

const cents = (amount: number): string => `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`

/** Up to 19,406 real products as a shop on Shopify would export them: 7 MB of CSV. */
export const icecatAsShopify = (count: number): Buffer => {
  const rows: string[][] = []
  for (const product of readJsonLines<Product>(ICECAT).slice(0, count))
    rows.push([
      `${product.supplier}-${product.name}-${product.id}`.toLowerCase(),
      product.title,
      `<p>${product.short_description ?? product.title}</p><ul><li>Model ${product.name}</li></ul>`,
      product.supplier,
      product.attr_t_product_type ?? product.attr_t_type ?? 'Other',
      'TRUE',
      'Title',
      'Default Title',
      `${product.supplier.slice(0, 3).toUpperCase()}-${product.id}`,
      'shopify',
      String(product.price % 40),
      cents(product.price),
      product.price % 5 === 0 ? cents(Math.round(product.price * 1.2)) : '',
      product.ean?.[0] ?? '',
      product.img_high ?? '',
      'active',
    ])
  const header =
    'Handle,Title,Body (HTML),Vendor,Type,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Variant Compare At Price,Variant Barcode,Image Src,Status'
  return Buffer.from(stringify([header.split(','), ...rows]))
}
