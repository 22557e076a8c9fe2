import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { messageOf, tellProblem } from '#admin/parts/tell.ts'
import type { Picture } from '#modules/media/contract.ts'

/** As many as media takes. */
export const MOST_BYTES = 20 * 1024 * 1024
export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif'] as const

type Refused = { file: File; errors: readonly { message: string }[] }

/** Stores files one after the other, in the order they were dropped; one that is refused does not stop the others. */
export const usePictureUpload = (onStored: (picture: Picture) => void) => {
  const [waiting, setWaiting] = useState(0)
  const upload = async (files: readonly File[]) => {
    setWaiting((before) => before + files.length)
    for (const file of files) {
      try {
        const bytes = new Uint8Array(await file.arrayBuffer())
        onStored({ ...(await api.media.uploadPicture({ bytes, content_type: file.type, headers: {} })), alt: '' })
      } catch (error) {
        tellProblem(`${file.name} was not stored`, messageOf(error))
      }
      setWaiting((before) => before - 1)
    }
  }
  const refuse = (refused: readonly Refused[]) => {
    for (const { file, errors } of refused) tellProblem(`${file.name} was not stored`, errors[0]?.message ?? 'It is no picture.')
  }
  return { upload, refuse, waiting }
}
