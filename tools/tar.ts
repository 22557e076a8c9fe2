/**
 * Tar archives (POSIX.1-1988, ustar), entry by entry, so that no more than one is held in memory. Any `tar` can list and unpack what is
 * written here; what is read here was written here.
 */

export type TarEntry = { name: string; bytes: Buffer }

const BLOCK = 512
const MAX_ENTRY = 512 * 1024 * 1024

/** An archive that is cut off or damaged. */
export class BadArchive extends Error {
  override name = 'BadArchive'
}

export async function* writeTar(entries: AsyncIterable<TarEntry>, made_at: Date): AsyncGenerator<Buffer> {
  for await (const { name, bytes } of entries) {
    yield headerOf(name, bytes.length, made_at)
    yield bytes
    yield Buffer.alloc(padding(bytes.length))
  }
  yield Buffer.alloc(2 * BLOCK)
}

const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK
const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`

const headerOf = (name: string, size: number, made_at: Date): Buffer => {
  const header = Buffer.alloc(BLOCK)
  if (Buffer.byteLength(name) > 100) throw new RangeError(`${name} is too long for an archive`)
  header.write(name, 0)
  header.write(octal(0o600, 8), 100)
  header.write(octal(0, 8), 108)
  header.write(octal(0, 8), 116)
  header.write(octal(size, 12), 124)
  header.write(octal(Math.floor(made_at.getTime() / 1000), 12), 136)
  header.write('        ', 148) // the checksum is taken with spaces in its place
  header.write('0', 156)
  header.write('ustar\0' + '00', 257)
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

const sumOf = (header: Buffer): number => header.reduce((sum, byte) => sum + byte, 0)

/** @throws BadArchive */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const read = reader(source)
  for (;;) {
    const header = await read(BLOCK)
    if (header.every((byte) => byte === 0)) return
    const told = Number.parseInt(header.toString('latin1', 148, 156), 8)
    header.fill(' ', 148, 156)
    if (sumOf(header) !== told) throw new BadArchive('The file is damaged, or not an export of a shop.')
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8)
    if (!(size <= MAX_ENTRY)) throw new BadArchive('The file is damaged: an entry is too large.')
    const bytes = await read(size)
    await read(padding(size))
    yield { name: header.toString('utf8', 0, header.indexOf(0)), bytes }
  }
}

/** Hands out exactly as many bytes as asked for. */
const reader = (source: AsyncIterable<Buffer>) => {
  const chunks = source[Symbol.asyncIterator]()
  let kept: Buffer[] = []
  let length = 0
  return async (wanted: number): Promise<Buffer> => {
    while (length < wanted) {
      const { value, done } = await chunks.next()
      if (done) throw new BadArchive('The file is cut off: it ends in the middle.')
      kept.push(value)
      length += value.length
    }
    const all = Buffer.concat(kept)
    kept = [all.subarray(wanted)]
    length -= wanted
    return all.subarray(0, wanted)
  }
}
