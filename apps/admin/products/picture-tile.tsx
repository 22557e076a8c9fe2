import { ActionIcon, Group, TextInput } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { pictureAddress } from '#admin/parts/picture.tsx'
import type { Picture } from '#modules/media/contract.ts'
import classes from './pictures.module.css'

type Props = {
  picture: Picture
  index: number
  last: number
  move(from: number, to: number): void
  onAlt(alt: string): void
  onRemove(): void
}

const MIME = 'application/x-souk-picture'

/** Dragged to another place by mouse, moved by its arrows otherwise. */
export const PictureTile = ({ picture, index, last, move, onAlt, onRemove }: Props) => {
  const [isTarget, setTarget] = useState(false)
  const name = picture.alt || `Picture ${index + 1}`
  return (
    <li
      className={classes.tile}
      data-target={isTarget || undefined}
      draggable
      onDragStart={({ dataTransfer }) => {
        dataTransfer.setData(MIME, String(index))
        dataTransfer.effectAllowed = 'move'
      }}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(MIME)) return
        event.preventDefault()
        setTarget(true)
      }}
      onDragLeave={() => setTarget(false)}
      onDrop={(event) => {
        setTarget(false)
        const from = event.dataTransfer.getData(MIME)
        if (from === '') return
        event.preventDefault()
        event.stopPropagation()
        move(Number(from), index)
      }}
    >
      <div className={classes.frame}>
        <img src={pictureAddress(picture, 200)} alt={name} loading="lazy" decoding="async" draggable={false} />
        {index === 0 && <span className={classes.first}>Shown first</span>}
        <Group gap={2} className={classes.tools} wrap="nowrap">
          <ActionIcon
            variant="default"
            size={28}
            aria-label={`Move ${name} forward`}
            disabled={index === 0}
            onClick={() => move(index, index - 1)}
          >
            <IconArrowLeft size={15} />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size={28}
            aria-label={`Move ${name} back`}
            disabled={index === last}
            onClick={() => move(index, index + 1)}
          >
            <IconArrowRight size={15} />
          </ActionIcon>
          <ActionIcon variant="default" size={28} aria-label={`Remove ${name}`} onClick={onRemove}>
            <IconX size={15} />
          </ActionIcon>
        </Group>
      </div>
      <TextInput
        size="xs"
        mt={6}
        aria-label={`What picture ${index + 1} shows, for those who cannot see it`}
        placeholder="What it shows"
        maxLength={500}
        value={picture.alt}
        onChange={(event) => onAlt(event.currentTarget.value)}
      />
    </li>
  )
}
