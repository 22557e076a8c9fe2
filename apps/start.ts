/** `npm start`: opens the shop, makes the first administrator, serves, and stops in good order. */
import { enableCompileCache } from 'node:module'

enableCompileCache()
const begun = performance.now()
await import('#platform/whole-packages.ts')
const { run } = await import('./run-shop.ts')
await run(begun)
