import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { messageOf } from '#admin/parts/tell.ts'

/** In place of what could not be loaded. */
export const Failure = ({ error, retry }: { error: unknown; retry?: () => unknown }) => (
  <Alert color="red" icon={<IconAlertTriangle size={20} />} title="This could not be loaded" role="alert">
    <Stack gap="sm" align="flex-start">
      <Text fz="md">{messageOf(error)}</Text>
      {retry && (
        <Button size="xs" variant="default" onClick={() => void retry()}>
          Try again
        </Button>
      )}
    </Stack>
  </Alert>
)
