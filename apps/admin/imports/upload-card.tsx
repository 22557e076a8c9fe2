import { Alert, Button, Card, Group, Select, Stack, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconFileText, IconUpload } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { messageOf, tellProblem } from '#admin/parts/tell.ts'
import { currencyName } from '#admin/parts/words.ts'
import classes from '#admin/products/pictures.module.css'
import { settingsQuery } from '#admin/settings/settings-query.ts'

const MOST_BYTES = 64 * 1024 * 1024

type Props = { file: File | undefined; onFile(file: File | undefined): void; onStarted(import_id: string): void }

/** The file stays chosen after a check, so that importing it is one more click. */
export const UploadCard = ({ file, onFile, onStarted }: Props) => {
  const { data: shop } = useQuery(settingsQuery)
  const cache = useQueryClient()
  const [currency, setCurrency] = useState<string | null>(null)
  const starting = useMutation({
    mutationFn: async ({ chosen, dry_run }: { chosen: File; dry_run: boolean }) =>
      api.imports.startImport({
        bytes: new Uint8Array(await chosen.arrayBuffer()),
        content_type: 'text/csv',
        headers: {},
        file_name: chosen.name,
        dry_run,
        currency: currency ?? undefined,
      }),
    meta: { shows_its_error: true },
    onSuccess: ({ import_id }) => {
      onStarted(import_id)
      void cache.invalidateQueries({ queryKey: ['imports', 'list'] })
    },
  })
  const choose = (files: File[]) => {
    starting.reset()
    onFile(files[0])
  }
  return (
    <Card>
      <Stack gap="md">
        <Dropzone
          onDrop={choose}
          onReject={(refused) => tellProblem('This file cannot be imported', refused[0]?.errors[0]?.message ?? 'Choose a CSV file.')}
          accept={{ 'text/csv': ['.csv'], 'text/plain': ['.txt', '.csv'], 'application/vnd.ms-excel': ['.csv'] }}
          maxSize={MOST_BYTES}
          multiple={false}
          p="lg"
          className={classes.drop}
          inputProps={{ 'aria-label': 'Choose a product file' }}
        >
          <Group justify="center" gap="sm" mih={64} className={classes.inside}>
            {file ? <IconFileText size={22} stroke={1.6} /> : <IconUpload size={22} stroke={1.6} />}
            <Text fz="md" fw={file ? 500 : 400}>
              {file ? `${file.name} (${kilobytes(file.size)})` : 'Drop a CSV file here, or click to choose one'}
            </Text>
            {file && (
              <Text fz="sm" c="dimmed">
                click to choose another
              </Text>
            )}
          </Group>
        </Dropzone>
        {starting.error && (
          <Alert color="red" role="alert" title="The file was not taken">
            {messageOf(starting.error)}
          </Alert>
        )}
        {file && (
          <Group align="flex-end" justify="space-between">
            <Select
              label="Currency of its prices"
              data={(shop?.currencies ?? []).map((code) => ({ value: code, label: `${code} – ${currencyName(code)}` }))}
              value={currency ?? shop?.currencies[0] ?? null}
              onChange={setCurrency}
              allowDeselect={false}
              w={260}
            />
            <Group gap="xs">
              <Button variant="default" loading={starting.isPending} onClick={() => starting.mutate({ chosen: file, dry_run: true })}>
                Check only
              </Button>
              <Button loading={starting.isPending} onClick={() => starting.mutate({ chosen: file, dry_run: false })}>
                Import
              </Button>
            </Group>
          </Group>
        )}
      </Stack>
    </Card>
  )
}

const kilobytes = (bytes: number) => (bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`)
