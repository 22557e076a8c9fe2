/** `node --import ./bench/without-page-cache.ts apps/start.ts`: the same shop, in which every answer is made anew. */
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const OFF = pathToFileURL(join(import.meta.dirname, 'page-cache-off.ts')).href

registerHooks({
  resolve: (specifier, context, next) => {
    const found = next(specifier, context)
    return found.url.endsWith('/platform/page-cache.ts') ? { ...found, url: OFF } : found
  },
})
