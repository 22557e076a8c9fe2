/** Widths in pixels that pages choose from (`srcset`); a picture has those that are not wider than itself. */
export const LADDER = [240, 360, 480, 720, 960, 1440] as const
export const FORMATS = ['avif', 'webp'] as const
export type Format = (typeof FORMATS)[number]

export const baseFile = (name: string): string => `${name}.webp`
export const renditionFile = (name: string, width: number, format: Format): string => `${name}-${width}.${format}`

/** Every file a picture has in the store. */
export const filesOf = ({ name, widths }: { name: string; widths: number[] }): string[] => [
  baseFile(name),
  ...widths.flatMap((width) => FORMATS.map((format) => renditionFile(name, width, format))),
]
