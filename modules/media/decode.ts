/** The only place that opens files of strangers. */
import sharp from 'sharp'
import { fail } from '#platform/errors.ts'
import type { Format } from './file-names.ts'

const MAX_BYTES = 20 * 1024 * 1024
const MAX_PIXELS = 40_000_000
const MAX_SIDE = 2_400 // pixels of the base rendition: enough for 1,440 at a zoom of 1.6
const SECONDS = 10

// The library reads no format beyond these five, whatever a file pretends to be: no SVG, no PDF, no TIFF.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadHeifBuffer',
    'VipsForeignLoadNsgifBuffer',
  ],
})
sharp.concurrency(1)
sharp.cache(false)

export type Base = { bytes: Uint8Array; width: number; height: number }

const waiting: { urgent: (() => Promise<void>)[]; later: (() => Promise<void>)[] } = { urgent: [], later: [] }
let is_busy = false

/**
 * Pictures are opened one after another: one of 40 megapixels takes 160 MB of memory while it is open.
 * Somebody waits for an upload, nobody for a rendition, so uploads go first.
 */
const inTurn = <T>(when: 'urgent' | 'later', work: () => Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    waiting[when].push(() => work().then(resolve, reject))
    if (!is_busy) workOff()
  })

const workOff = async () => {
  is_busy = true
  for (;;) {
    const next = waiting.urgent.shift() ?? waiting.later.shift()
    if (!next) break
    await next()
  }
  is_busy = false
}

/** In words for whoever chose the file; those of the library stay in `reason`. */
const notAPicture = (reason: string) =>
  fail(
    'NOT_A_PICTURE',
    /unsupported image format|is empty/i.test(reason)
      ? 'This file is not a picture that can be shown. JPEG, PNG, WebP, AVIF and GIF can.'
      : 'This picture is damaged, or only a part of it arrived. Save it once more as JPEG, PNG, WebP, AVIF or GIF and try again.',
    { field: 'bytes', reason },
  )
const tooLarge = (what: string) => fail('PICTURE_TOO_LARGE', `The picture has ${what}.`, { field: 'bytes' })

/** Type and size of a file, told by its bytes alone; nothing is decoded. */
export const inspect = async (bytes: Uint8Array): Promise<{ format: string; width: number; height: number }> => {
  try {
    const { format, width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    return { format, width, height }
  } catch (error) {
    throw notAPicture(reasonOf(error))
  }
}

/**
 * Makes the base rendition of an uploaded file: WebP, upright, sRGB, at most 2,400 pixels a side, first frame only. All else that the file
 * held (place and camera, comments, text behind the picture) is gone, because only pixels are carried over.
 * @throws NOT_A_PICTURE, PICTURE_TOO_LARGE
 */
export const decode = async (bytes: Uint8Array): Promise<Base> => {
  if (bytes.length > MAX_BYTES) throw tooLarge(`${bytes.length} bytes; at most ${MAX_BYTES} are allowed`)
  const { width, height } = await inspect(bytes)
  const pixels = width * height
  if (pixels > MAX_PIXELS) throw tooLarge(`${width} x ${height} pixels; at most ${MAX_PIXELS / 1_000_000} megapixels are allowed`)
  return inTurn('urgent', async () => {
    try {
      const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
        .timeout({ seconds: SECONDS })
        .autoOrient()
        .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 90 })
        .toBuffer({ resolveWithObject: true })
      return { bytes: data, width: info.width, height: info.height }
    } catch (error) {
      const reason = reasonOf(error)
      throw reason.startsWith('timeout') ? tooLarge(`taken more than ${SECONDS} seconds to open`) : notAPicture(reason)
    }
  })
}

/** AVIF at effort 2: a sixth of the time of the default for a tenth more bytes (1,080 x 1,340 photograph, 2 cores). */
export const render = (base: Uint8Array, width: number, format: Format): Promise<Uint8Array> =>
  inTurn('later', () => {
    const resized = sharp(base).timeout({ seconds: SECONDS }).resize({ width })
    return (format === 'avif' ? resized.avif({ quality: 50, effort: 2 }) : resized.webp({ quality: 75 })).toBuffer()
  })

/** The library's first line, without the name of its function. */
const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message.split('\n')[0]!.replace(/^[a-z_]+: /i, '') : 'it cannot be read'
