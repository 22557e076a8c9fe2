/** A product file as a shop on Shopify would export it: as many products of an electronics shop as asked, the same on every machine. */
import { createHash } from 'node:crypto'

const HEADER =
  'Handle,Title,Body (HTML),Vendor,Type,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Variant Compare At Price,Variant Barcode,Image Src,Status'
const SYLLABLES = 'ba ce di fo gu ka le mi no pu ra se ti vo wa xe zi bro cla dre flu gra kni pla sto tri'.split(' ')
const WORDS = 4_000
const VENDORS = 160
const TYPES = 330

/** A fixed number below 2^32 for the place of something in the file. */
const numberAt = (...place: (string | number)[]): number => createHash('md5').update(place.join(' ')).digest().readUInt32LE()
/** Some are met often and most of them seldom, as words, vendors and types are: the lower half of the range makes three quarters of what is met. */
const skewed = (range: number, ...place: (string | number)[]): number => Math.floor(range * (numberAt(...place) / 2 ** 32) ** 3)

const words = Array.from({ length: WORDS + VENDORS + TYPES }, (_, n) =>
  Array.from({ length: 2 + (n % 3) }, (_, i) => SYLLABLES[numberAt('syllable', n, i) % SYLLABLES.length]).join(''),
)
const wordAt = (n: number): string => words[n % words.length] ?? ''
const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)
const cents = (amount: number): string => `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`
const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

const productAt = (n: number): string[] => {
  const some = (what: string, count: number) => Array.from({ length: count }, (_, i) => wordAt(skewed(WORDS, what, n, i))).join(' ')
  const vendor = capital(wordAt(WORDS + skewed(VENDORS, 'vendor', n)))
  const model = `${wordAt(n).slice(0, 2).toUpperCase()}${numberAt('model', n) % 9_999}${n % 3 ? '' : `-${n % 90}GB`}`
  const type = capital(wordAt(WORDS + VENDORS + skewed(TYPES, 'type', n)))
  const amount = 495 + 100 * skewed(2_000, 'price', n)
  return [
    `${vendor}-${model}-${n}`.toLowerCase(),
    `${vendor} ${model} ${some('title', 2 + (numberAt('long', n) % 6))} ${1 + (n % 12)} pc(s)`,
    `<p>${some('text', 3 + (numberAt('text', n) % 16))}, ${n % 64} GB, ${n % 30}.${n % 10} cm (${n % 17}")</p><ul><li>Model ${model}</li></ul>`,
    vendor,
    type,
    'TRUE',
    'Title',
    'Default Title',
    `${vendor.slice(0, 3).toUpperCase()}-${n}`,
    'shopify',
    String(n % 40),
    cents(amount),
    cents(Math.round(amount * 1.2)),
    String(4_000_000_000_000 + numberAt('barcode', n)),
    `https://pictures.example/gallery/${n}_${numberAt('picture', n)}.jpg`,
    'active',
  ]
}

/** About 7 MB for 20,000 products, one variant each; nobody fetches the pictures. */
export const importFile = (products: number): string =>
  `${[HEADER, ...Array.from({ length: products }, (_, n) => productAt(n).map(quoted).join(','))].join('\n')}\n`
