import { Button, Group, Loader, Text, TextInput } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import type { UseFormReturnType } from '@mantine/form'
import { IconPhotoPlus } from '@tabler/icons-react'
import { pictureAddress } from '#admin/parts/picture.tsx'
import { languageName } from '#admin/parts/words.ts'
import classes from '#admin/products/pictures.module.css'
import { MOST_BYTES, PICTURE_TYPES, usePictureUpload } from '#admin/products/use-picture-upload.ts'
import { Section } from '#admin/settings/section.tsx'
import type { Choices } from '#admin/settings/use-save-settings.ts'

/** A dropped picture is stored at once and shown to shoppers with Save. */
export const HeroCard = ({ form, isAdmin }: { form: UseFormReturnType<Choices>; isAdmin: boolean }) => {
  const { hero_picture, locales } = form.getValues()
  const set = (picture: Choices['hero_picture']) => form.setFieldValue('hero_picture', picture)
  const { upload, refuse, waiting } = usePictureUpload((picture) => set({ ...picture, alt: {} }))
  return (
    <Section title="Home page" text="The picture beside the welcome. Without one, some of your products stand there.">
      {hero_picture && (
        <>
          <img
            src={pictureAddress(hero_picture, 480)}
            alt="At the top of the home page"
            style={{ width: '100%', aspectRatio: '16 / 10', objectFit: 'cover', borderRadius: 'var(--mantine-radius-md)' }}
          />
          {locales.map((locale) => (
            <TextInput
              key={locale}
              label={`What it shows, ${languageName(locale)}`}
              description="For those who cannot see it"
              maxLength={500}
              value={hero_picture.alt[locale] ?? ''}
              onChange={({ currentTarget: { value } }) => set({ ...hero_picture, alt: { ...hero_picture.alt, [locale]: value } })}
            />
          ))}
        </>
      )}
      <Dropzone
        onDrop={upload}
        onReject={refuse}
        accept={[...PICTURE_TYPES]}
        maxSize={MOST_BYTES}
        multiple={false}
        disabled={!isAdmin}
        className={classes.drop}
        p="md"
        inputProps={{ 'aria-label': 'Choose a picture for the home page' }}
      >
        <Group justify="center" gap="sm" mih={40} className={classes.inside}>
          {waiting > 0 ? <Loader size="sm" /> : <IconPhotoPlus size={22} stroke={1.6} />}
          <Text fz="md">
            {hero_picture ? 'Drop another picture here, or click to choose one' : 'Drop a picture here, or click to choose one'}
          </Text>
        </Group>
      </Dropzone>
      {hero_picture && isAdmin && (
        <Group>
          <Button variant="default" onClick={() => set(null)}>
            Take the picture away
          </Button>
        </Group>
      )}
      {form.errors.hero_picture && (
        <Text fz="sm" c="var(--mantine-color-error)">
          {form.errors.hero_picture}
        </Text>
      )}
    </Section>
  )
}
