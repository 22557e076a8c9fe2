/** Guards of the shop: the words that make each of them, what stands there without it, and the test that goes red then. */
export type Guard = { id: string; guard: string; file: string; from: string; to: string; test: string }

/** In a module's folder; `test` as well, unless it names another. */
export const inModule =
  (folder: string) =>
  (id: string, guard: string, [file, from, to]: [file: string, from: string, to: string], test: string): Guard => ({
    ...{ id, guard, file: `modules/${folder}/${file}`, from, to },
    test: test.includes('/') ? test : `modules/${folder}/${test}.test.ts`,
  })
