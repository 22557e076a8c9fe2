import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'

type Told = { of: string; message: string; until: string; onUndo(): void }

const idOf = (of: string) => `undo ${of}`

export const hideUndo = (of: string) => notifications.hide(idOf(of))

/** Says what was done, and offers to take it back for as long as the shop allows that. */
export const tellUndo = ({ of, message, until, onUndo }: Told) => {
  const left = new Date(until).getTime() - Date.now()
  if (left <= 0) return
  const id = idOf(of)
  const undo = () => {
    notifications.hide(id)
    onUndo()
  }
  notifications.show({
    id,
    color: 'leaf',
    autoClose: left,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text fz="md">{message}</Text>
        <Button size="xs" variant="light" onClick={undo}>
          Undo
        </Button>
      </Group>
    ),
  })
}
