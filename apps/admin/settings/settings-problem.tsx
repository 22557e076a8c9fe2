import { Alert, Button, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { isApiError } from '#admin/api/client.ts'
import { messageOf } from '#admin/parts/tell.ts'
import { settingsQuery } from '#admin/settings/settings-query.ts'

/** Why the settings were not saved; when someone else was faster, the way to their version. */
export const SettingsProblem = ({ error }: { error: unknown }) => {
  const cache = useQueryClient()
  if (!error) return null
  if (!isApiError(error, 'STALE'))
    return (
      <Alert color="red" title="Not saved" role="alert">
        {messageOf(error)}
      </Alert>
    )
  return (
    <Alert color="yellow" title="Someone else changed the settings meanwhile" role="alert">
      <Stack gap="sm" align="flex-start">
        <Text fz="md">{messageOf(error)}</Text>
        <Button size="xs" variant="default" onClick={() => void cache.invalidateQueries({ queryKey: settingsQuery.queryKey })}>
          Show theirs, drop my changes
        </Button>
      </Stack>
    </Alert>
  )
}
