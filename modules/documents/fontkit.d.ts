/** What pdfkit reads fonts with, and takes instead of a font's bytes. It brings no types. */
declare module 'fontkit' {
  /** opaque here: pdfkit knows what to ask of it */
  export type Font = Uint8Array
  export const create: (bytes: Uint8Array) => Font
}
