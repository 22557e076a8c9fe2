import type { Call, File, Input } from '#platform/contract.ts'
import { fail } from '#platform/errors.ts'
import type { media } from './contract.ts'
import type { Media } from './needs.ts'

/**
 * A rendition as it lies in the store; asks the database nothing. The contract lets only names of our own making through.
 * @throws NOT_FOUND
 */
export const readFile = async ({ store }: Media, { file }: Input<typeof media.ops.readFile>, _call: Call): Promise<File> => {
  const bytes = await store.get(file)
  if (!bytes) throw fail('NOT_FOUND', `There is no picture ${file}.`, { file })
  return { content_type: file.endsWith('.avif') ? 'image/avif' : 'image/webp', bytes, is_public: true }
}
