/**
 * Where picture files lie: a folder, later an object store. Names are made by this module alone and never come from outside.
 * A file is written whole or not at all, and never changes under its name.
 */
export type Store = {
  put(name: string, bytes: Uint8Array): Promise<void>
  /** undefined: there is no such file */
  get(name: string): Promise<Uint8Array | undefined>
}
