import { Card, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ImportProgress } from '#admin/imports/import-progress.tsx'
import { FORMATS, importsQuery } from '#admin/imports/imports-query.ts'
import { RunBadge } from '#admin/imports/run-badge.tsx'
import { UploadCard } from '#admin/imports/upload-card.tsx'
import { Failure } from '#admin/parts/failure.tsx'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import type { ImportRun } from '#modules/imports/contract.ts'

/** Brings products of other shops along: choose a file, look at what would happen, import it, see what was refused. */
export const ImportsPage = () => {
  const { data, error, refetch } = useQuery(importsQuery)
  const [shown, setShown] = useState<string>()
  const [file, setFile] = useState<File>()
  const cache = useQueryClient()
  const running = data?.imports.find(({ state }) => state === 'running')?.import_id
  const open = shown ?? running
  useEffect(() => {
    if (open) void cache.invalidateQueries({ queryKey: ['imports', open] })
  }, [open, cache])
  return (
    <>
      <PageTitle
        title="Imports"
        text="Products from the CSV files of Shopify, WooCommerce and Magento. The same file again updates, and never doubles."
      />
      <Stack gap="lg">
        <UploadCard file={file} onFile={setFile} onStarted={setShown} />
        {open && <ImportProgress key={open} import_id={open} />}
        {error && !data && <Failure error={error} retry={refetch} />}
        {data && data.imports.length > 0 && <History imports={data.imports} shown={open} onShow={setShown} />}
      </Stack>
    </>
  )
}

type HistoryProps = { imports: ImportRun[]; shown: string | undefined; onShow(import_id: string): void }

const History = ({ imports, shown, onShow }: HistoryProps) => (
  <Card padding={0}>
    <Title order={2} px="lg" py="md">
      Earlier imports
    </Title>
    <Table aria-label="Earlier imports" horizontalSpacing="lg">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>File</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th visibleFrom="sm">Products</Table.Th>
          <Table.Th visibleFrom="sm">Started</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {imports.map((run) => (
          <Table.Tr
            key={run.import_id}
            className="row-that-opens"
            data-selected={run.import_id === shown || undefined}
            onClick={() => onShow(run.import_id)}
          >
            <Table.Td>
              <button type="button" className="plain-button" onClick={() => onShow(run.import_id)}>
                {run.file_name}
              </button>
              <Text fz="sm" c="dimmed">
                {`${FORMATS[run.format]}${run.is_dry_run ? ' · only checked' : ''}`}
              </Text>
            </Table.Td>
            <Table.Td>
              <RunBadge run={run} />
            </Table.Td>
            <Table.Td visibleFrom="sm" className="numbers">
              {run.products_done}
            </Table.Td>
            <Table.Td visibleFrom="sm" title={showFullTime(run.started_at)}>
              {showTime(run.started_at)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  </Card>
)
