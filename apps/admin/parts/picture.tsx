import { IconPhoto } from '@tabler/icons-react'
import classes from './picture.module.css'

type Shown = { name: string; alt: string; widths: number[] }

/** The smallest rendition that is sharp at this size; before any is ready, the one that always exists. */
export const pictureAddress = ({ name, widths }: Pick<Shown, 'name' | 'widths'>, size: number): string => {
  const wide = [...widths].sort((a, b) => a - b)
  const width = wide.find((candidate) => candidate >= size * 2) ?? wide.at(-1)
  return width === undefined ? `/media/${name}.webp` : `/media/${name}-${width}.webp`
}

/** A small square picture beside a title; the title names it, so it is decoration to a screen reader. */
export const Thumb = ({ picture, size = 40 }: { picture: Shown | null; size?: number }) => (
  <span className={classes.thumb} style={{ width: size, height: size }}>
    {picture ? (
      <img src={pictureAddress(picture, size)} alt="" width={size} height={size} loading="lazy" decoding="async" />
    ) : (
      <IconPhoto size={size * 0.45} stroke={1.5} aria-hidden="true" />
    )}
  </span>
)
