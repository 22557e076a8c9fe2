import type { Picture } from '#modules/media/contract.ts'

export type PhotoProps = {
  picture: Picture
  /** how wide the picture is shown, for the browser's choice of a rendition */
  sizes: string
  /** for pictures that are in sight at once */
  is_eager?: boolean
  /** decoration beside text that says the same */
  is_silent?: boolean
}

/** A picture in the renditions that are ready, AVIF first. Its size is known beforehand, so nothing moves when it arrives. */
export const Photo = ({ picture, sizes, is_eager, is_silent }: PhotoProps) => (
  <picture>
    {picture.widths.length > 0 && <source type="image/avif" srcset={renditions(picture, 'avif')} sizes={sizes} />}
    {picture.widths.length > 0 && <source type="image/webp" srcset={renditions(picture, 'webp')} sizes={sizes} />}
    <img
      src={`/media/${picture.name}.webp`}
      alt={is_silent ? '' : picture.alt}
      width={picture.width}
      height={picture.height}
      loading={is_eager ? 'eager' : 'lazy'}
      fetchpriority={is_eager ? 'high' : 'auto'}
      decoding="async"
    />
  </picture>
)

const renditions = ({ name, widths }: Picture, format: 'avif' | 'webp') =>
  widths.map((width) => `/media/${name}-${width}.${format} ${width}w`).join(', ')
