/** Pictures that a product file names by a path: found beside the file, stored, and named to the import. */
import { createHash } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { basename, join, sep } from 'node:path'
import type { imports } from '#modules/imports/contract.ts'
import { openFile } from '#modules/imports/open-file.ts'
import { readSources } from '#modules/imports/read-drafts.ts'
import type { media } from '#modules/media/contract.ts'
import type { Client } from '#platform/contract.ts'
import { isFailure } from '#platform/errors.ts'

/** Path in the file -> file on this machine; `missing`: paths that lead nowhere. */
export type Found = { files: Map<string, string>; missing: number }

/** Looks for pictures in `folder` by their whole path and by their bare name. What lies outside of it is never taken: a path could lead anywhere. */
export const findPictures = async (bytes: Uint8Array, folder: string): Promise<Found> => {
  const file = await openFile(bytes)
  const files = new Map<string, string>()
  const missing = new Set<string>()
  for await (const sources of readSources(file)) {
    for (const source of sources) {
      if (/^https?:/i.test(source) || files.has(source) || missing.has(source)) continue
      const place = (await inside(folder, source)) ?? (await inside(folder, basename(source)))
      if (place) files.set(source, place)
      else missing.add(source)
    }
  }
  return { files, missing: missing.size }
}

const inside = async (folder: string, path: string): Promise<string | undefined> => {
  try {
    const root = await realpath(folder)
    const place = await realpath(join(root, path))
    return place.startsWith(root + sep) ? place : undefined
  } catch {
    return undefined // no such file
  }
}

type Modules = { media: Client<typeof media>; imports: Client<typeof imports> }

/** Stores the pictures and tells the import which is which. Returns a line for each file that is no picture. */
export const storePictures = async (modules: Modules, bytes: Uint8Array, { files }: Found): Promise<string[]> => {
  const file_hash = createHash('sha256').update(bytes).digest('hex')
  const faults: string[] = []
  const named: { path: string; name: string }[] = []
  for (const [path, place] of files) {
    try {
      const { name } = await modules.media.uploadPicture({ bytes: await readFile(place), content_type: '', headers: {} })
      named.push({ path, name })
    } catch (error) {
      if (!isFailure(error, 'NOT_A_PICTURE') && !isFailure(error, 'PICTURE_TOO_LARGE')) throw error
      faults.push(`${path}: ${error.message}`)
    }
    if (named.length === 1_000) await modules.imports.namePictures({ file_hash, pictures: named.splice(0) })
  }
  await modules.imports.namePictures({ file_hash, pictures: named })
  return faults
}
