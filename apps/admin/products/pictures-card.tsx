import { Card, Group, Loader, SimpleGrid, Text, Title } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconPhotoPlus } from '@tabler/icons-react'
import { count } from '#admin/parts/words.ts'
import { PictureTile } from '#admin/products/picture-tile.tsx'
import { MOST_BYTES, PICTURE_TYPES, usePictureUpload } from '#admin/products/use-picture-upload.ts'
import type { ProductEditor } from '#admin/products/use-product-editor.ts'
import type { Picture } from '#modules/media/contract.ts'
import classes from './pictures.module.css'

/** Pictures in the order of the product page; the first one stands in lists. Dropped files are stored at once, shown with Save. */
export const PicturesCard = ({ editor: { draft, change, errors } }: { editor: ProductEditor }) => {
  const { upload, refuse, waiting } = usePictureUpload((picture) =>
    change((before) => ({ ...before, pictures: [...before.pictures.filter(({ name }) => name !== picture.name), picture] })),
  )
  const { pictures } = draft
  const move = (from: number, to: number) => change((before) => ({ ...before, pictures: moved(before.pictures, from, to) }))
  const set = (at: number, part: Partial<Picture>) =>
    change((before) => ({
      ...before,
      pictures: before.pictures.map((picture, index) => (index === at ? { ...picture, ...part } : picture)),
    }))
  const remove = (at: number) => change((before) => ({ ...before, pictures: before.pictures.filter((_picture, index) => index !== at) }))
  return (
    <Card>
      <Title order={2} mb="md">
        Pictures
      </Title>
      {pictures.length > 0 && (
        <SimpleGrid cols={{ base: 2, xs: 3 }} spacing="md" mb="md" component="ul" className={classes.list}>
          {pictures.map((picture, index) => (
            <PictureTile
              key={picture.name}
              {...{ picture, index, move }}
              last={pictures.length - 1}
              onAlt={(alt) => set(index, { alt })}
              onRemove={() => remove(index)}
            />
          ))}
        </SimpleGrid>
      )}
      {errors.pictures && (
        <Text fz="sm" c="var(--mantine-color-error)">
          {errors.pictures}
        </Text>
      )}
      <Dropzone
        onDrop={upload}
        onReject={refuse}
        accept={[...PICTURE_TYPES]}
        maxSize={MOST_BYTES}
        maxFiles={50}
        className={classes.drop}
        p="lg"
        inputProps={{ 'aria-label': 'Choose pictures' }}
      >
        <Group justify="center" gap="sm" mih={48} className={classes.inside}>
          {waiting > 0 ? <Loader size="sm" /> : <IconPhotoPlus size={22} stroke={1.6} />}
          <Text fz="md">{waiting > 0 ? `Storing ${count(waiting, 'picture')}…` : 'Drop pictures here, or click to choose them'}</Text>
          <Text fz="sm" c="dimmed">
            JPEG, PNG, WebP, AVIF or GIF, up to 20 MB
          </Text>
        </Group>
      </Dropzone>
    </Card>
  )
}

const moved = <T,>(list: readonly T[], from: number, to: number): T[] => {
  const item = list[from]
  if (item === undefined || to < 0 || to >= list.length) return [...list]
  return list.toSpliced(from, 1).toSpliced(to, 0, item)
}
