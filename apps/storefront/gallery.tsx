import type { Picture } from '#modules/media/contract.ts'
import { Icon } from '#ui/icon.tsx'
import { Photo } from '#ui/photo.tsx'
import type { View } from './view.ts'

/** Pictures side by side in a strip that snaps; the small ones below lead to them. Without scripts they are plain links. */
export const Gallery = ({ view, pictures, first }: { view: View; pictures: Picture[]; first: string | undefined }) => {
  const ordered = first ? pictures.toSorted((a, b) => Number(b.name === first) - Number(a.name === first)) : pictures
  return (
    <div class="gallery" data-gallery>
      <ul class="gallery-strip" aria-label={view.t('product.pictures')} tabIndex={ordered.length > 1 ? 0 : undefined}>
        {ordered.map((picture, index) => (
          <li key={picture.name} id={`picture-${picture.name}`}>
            <Photo picture={picture} sizes="(min-width: 928px) 52vw, (min-width: 704px) 48vw, 100vw" is_eager={index === 0} />
          </li>
        ))}
        {ordered.length === 0 && (
          <li class="gallery-empty">
            <Icon name="bag" />
          </li>
        )}
      </ul>
      {ordered.length > 1 && (
        <ul class="gallery-thumbs">
          {ordered.map((picture, index) => (
            <li key={picture.name}>
              <a href={`#picture-${picture.name}`} aria-label={view.t('product.picture', { number: index + 1 })}>
                <Photo picture={picture} sizes="80px" is_silent />
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
