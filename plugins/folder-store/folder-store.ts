/** Keeps files in a folder of this machine, spread over 256 subfolders by the first two characters of their names. */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Store } from '#modules/media/store.ts'
import { failCommon } from '#platform/errors.ts'

const NAME = /^[a-z0-9]{16,64}(-[0-9]{2,4})?\.(avif|webp)$/

/** @throws UNAVAILABLE when the folder cannot be written, such as on a full disk */
export const folderStore = (folder: string): Store => ({
  put: async (name, bytes) => {
    const path = pathOf(folder, name)
    const unfinished = `${path}.${randomBytes(6).toString('hex')}.part`
    try {
      await mkdir(dirname(path), { recursive: true })
      await writeThrough(unfinished, bytes)
      await rename(unfinished, path)
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => {})
      throw isFull(error)
        ? failCommon('UNAVAILABLE', 'There is no room for pictures just now. Try again later.', { retry_after: 60 })
        : error
    }
  },
  get: async (name) => {
    try {
      return await readFile(pathOf(folder, name))
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined
      throw error
    }
  },
})

/** A name that is not of our making never reaches the file system. */
const pathOf = (folder: string, name: string): string => {
  if (!NAME.test(name)) throw new RangeError(`${JSON.stringify(name)} is not the name of a stored file`)
  return join(folder, name.slice(0, 2), name)
}

/** Whole on the disk before it gets its name, so that a power cut leaves the file or nothing. */
const writeThrough = async (path: string, bytes: Uint8Array): Promise<void> => {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)
const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT', 'EROFS', 'EFBIG'].includes(String(codeOf(error)))
