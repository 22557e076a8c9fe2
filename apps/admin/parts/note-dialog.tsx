import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { type ReactNode, useState } from 'react'

type Props = {
  title: string
  text?: ReactNode
  label: string
  description?: string
  confirm: string
  isDangerous?: boolean
  isRequired?: boolean
  isBusy: boolean
  /** shown above the form; what was typed stays */
  failure?: ReactNode
  onClose(): void
  onConfirm(note: string): void
}

/** Asks for a few words before something is done. */
export const NoteDialog = (props: Props) => {
  const { title, text, label, description, confirm, isDangerous = false, isRequired = false, isBusy, failure, onClose, onConfirm } = props
  const [note, setNote] = useState('')
  const [isMissing, setMissing] = useState(false)
  const send = () => {
    if (isRequired && !note.trim()) return setMissing(true)
    onConfirm(note.trim())
  }
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        {failure}
        {text && <Text fz="md">{text}</Text>}
        <Textarea
          label={label}
          description={description}
          autosize
          minRows={2}
          maxLength={isRequired ? 500 : 2_000}
          value={note}
          error={isMissing && !note.trim() ? 'Say it in a few words.' : undefined}
          onChange={(event) => setNote(event.currentTarget.value)}
          data-autofocus
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button color={isDangerous ? 'red' : undefined} loading={isBusy} onClick={send}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
