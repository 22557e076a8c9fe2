/** What media promises: pictures that are safe to show, in the sizes and formats pages ask for. */
import { Bytes, contract, event, File, Nullable, op, Plain, type Static, Strict, Text, t } from '#platform/contract.ts'

/**
 * A picture. Addresses are made from it, not stored: `/media/{name}-{width}.avif` and `.webp` for each of `widths`,
 * and `/media/{name}.webp` always. `name` is a hash of the content, so an address never changes its content.
 */
export const Picture = t.Object({
  name: t.String({ pattern: '^[a-z0-9]{16,64}$' }),
  alt: t.String(),
  width: t.Integer({ description: 'pixels' }),
  height: t.Integer({ description: 'pixels' }),
  widths: t.Array(t.Integer(), { description: 'renditions that are ready, in pixels' }),
})
export type Picture = Static<typeof Picture>

const Stored = t.Object({ name: t.String(), width: t.Integer(), height: t.Integer(), widths: t.Array(t.Integer()) })
const Pixels = t.Integer({ minimum: 1, maximum: 100_000 })
const MAX_BYTES = 20 * 1024 * 1024

export const media = contract({
  name: 'media',
  title: 'Media',
  ops: {
    uploadPicture: op('POST /pictures', {
      summary: `Store a picture (JPEG, PNG, WebP, AVIF or GIF, at most ${MAX_BYTES / 1024 / 1024} MB and 40 megapixels); the same content is stored once`,
      policy: 'staff',
      status: 201,
      is_repeatable: true,
      body: 'bytes',
      input: Strict({
        bytes: t.Unsafe<Uint8Array>({ ...Bytes, maxLength: MAX_BYTES }),
        content_type: t.String(),
        headers: t.Record(t.String(), t.String()),
      }),
      output: Stored,
      errors: { NOT_A_PICTURE: 422, PICTURE_TOO_LARGE: 413 },
    }),
    readFile: op('GET /media/{file}', {
      summary: 'A rendition of a picture',
      policy: 'anyone',
      answer: 'file',
      input: Strict({ file: t.String({ pattern: '^[a-z0-9]{16,64}(-[0-9]{2,4})?\\.(avif|webp)$' }) }),
      output: File,
      errors: { NOT_FOUND: 404 },
    }),
    describePictures: op('POST /pictures/describe', {
      summary: 'Sizes of stored pictures; unknown names are null',
      policy: 'service',
      is_repeatable: true,
      input: Strict({ names: t.Array(Plain(100), { maxItems: 5_000 }) }),
      output: t.Object({ pictures: t.Array(Nullable(Stored)) }),
    }),
    putRendered: op('POST /pictures/rendered', {
      summary: 'Store a picture whose renditions are made already, such as the demo shop’s',
      policy: 'service',
      is_repeatable: true,
      input: Strict({
        width: Pixels,
        height: Pixels,
        files: t.Array(Strict({ width: Pixels, format: t.Union([t.Literal('avif'), t.Literal('webp')]), base64: Text(20_000_000) }), {
          minItems: 2,
        }),
      }),
      output: Stored,
      errors: { NOT_A_PICTURE: 422 },
    }),
  },
  events: {
    'media.picture_added': event('name', t.Object({ name: t.String() })),
    'media.picture_ready': event('name', t.Object({ name: t.String(), widths: t.Array(t.Integer()) })),
  },
})
