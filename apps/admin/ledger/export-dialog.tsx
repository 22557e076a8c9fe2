import { Button, Group, Modal, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'

const today = () => new Date().toISOString().slice(0, 10)

/** Which days to export. The file comes from the shop itself, so that the browser can save it however long it is. */
export const ExportDialog = ({ onClose }: { onClose(): void }) => {
  const [from, setFrom] = useState(`${today().slice(0, 8)}01`)
  const [to, setTo] = useState(today)
  const isRight = from !== '' && to !== '' && from <= to
  return (
    <Modal opened onClose={onClose} title="Export entries" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        <Text fz="md" c="dimmed">
          As CSV, oldest first; at most 50,000 entries at a time. Days are in UTC.
        </Text>
        <SimpleGrid cols={2}>
          <TextInput type="date" label="From" value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
          <TextInput
            type="date"
            label="Until, the last day"
            value={to}
            error={isRight ? undefined : 'It ends before it begins'}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        </SimpleGrid>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            component="a"
            href={isRight ? `/api/ledger/entries.csv?from=${from}&to=${to}` : undefined}
            download
            disabled={!isRight}
            onClick={() => isRight && setTimeout(onClose)}
          >
            Download
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
