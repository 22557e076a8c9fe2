import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** Real product data of others that may not be part of this repository; it lies beside it, or where SHARED_DATA says. */
const FOLDER = resolve(process.env.SHARED_DATA ?? join(import.meta.dirname, '../../../shared/data'))

export const sharedFile = (name: string): string => join(FOLDER, name)

/** For `{ skip }`: a sentence when the file is not there. */
export const missing = (name: string): string | false =>
  existsSync(sharedFile(name)) ? false : `${name} is not beside the repository; set SHARED_DATA to the folder that holds it`

/** The objects of a gzipped file with one JSON object a line. */
export const readJsonLines = <T>(name: string): T[] =>
  gunzipSync(readFileSync(sharedFile(name)))
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
