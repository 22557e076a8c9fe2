import { Alert, Card, Group, Progress, SimpleGrid, Skeleton, Stack, Table, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { FORMATS, importQuery } from '#admin/imports/imports-query.ts'
import { RunBadge } from '#admin/imports/run-badge.tsx'
import { Failure } from '#admin/parts/failure.tsx'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { count, LANGUAGE } from '#admin/parts/words.ts'
import type { ImportRun } from '#modules/imports/contract.ts'

/** How far one import is, and what it refused, by line of the file. */
export const ImportProgress = ({ import_id }: { import_id: string }) => {
  const { data: run, error, refetch } = useQuery(importQuery(import_id))
  const cache = useQueryClient()
  const isRunning = run?.state === 'running'
  useEffect(() => {
    if (isRunning) return
    void cache.invalidateQueries({ queryKey: ['imports', 'list'] })
    void cache.invalidateQueries({ queryKey: ['products', 'list'] })
  }, [isRunning, cache])
  if (error && !run) return <Failure error={error} retry={refetch} />
  if (!run) return <Skeleton h={160} radius="md" />
  const percent = run.lines_total === 0 ? 0 : Math.floor((run.lines_done / run.lines_total) * 100)
  return (
    <Card>
      <Stack gap="md">
        <Group justify="space-between">
          <div>
            <Title order={2}>{run.file_name}</Title>
            <Text fz="md" c="dimmed">
              {`${FORMATS[run.format]} · ${run.is_dry_run ? 'checked only, nothing was changed' : 'import'}`}
            </Text>
          </div>
          <RunBadge run={run} />
        </Group>
        <Progress.Root size="lg" aria-busy={isRunning}>
          <Progress.Section
            value={run.state === 'done' ? 100 : percent}
            aria-label={`${count(run.products_done, 'product')}, line ${run.lines_done} of ${run.lines_total}`}
            animated={isRunning}
          />
        </Progress.Root>
        {run.failure && (
          <Alert color="red" role="alert" title="The import stopped">
            {run.failure}
          </Alert>
        )}
        <Outcome run={run} />
        {run.problem_count > 0 && <Problems run={run} />}
      </Stack>
    </Card>
  )
}

const Outcome = ({ run }: { run: ImportRun }) => {
  const would = run.is_dry_run ? 'would be ' : ''
  const numbers = [
    [run.created, `${would}created`],
    [run.updated, `${would}updated`],
    [run.unchanged, 'unchanged'],
    [run.refused, 'refused'],
  ] as const
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} role="status">
      {numbers.map(([number, word]) => (
        <div key={word}>
          <Text fz="xl" fw={600} className="numbers">
            {number.toLocaleString(LANGUAGE)}
          </Text>
          <Text fz="sm" c="dimmed">
            {word}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  )
}

/** Notes are no problems where nothing was refused. */
const titleOf = ({ problem_count, problems, refused }: ImportRun): string => {
  const all = count(problem_count, refused > 0 ? 'problem' : 'note')
  return problem_count > problems.length ? `The first ${problems.length.toLocaleString(LANGUAGE)} of ${all}` : all
}

const Problems = ({ run }: { run: ImportRun }) => (
  <div>
    <Title order={3} mb="xs">
      {titleOf(run)}
    </Title>
    <Table.ScrollContainer minWidth={420} maxHeight={420} type="native" tabIndex={0} role="region" aria-label={titleOf(run)}>
      <Table aria-label={titleOf(run)} stickyHeader verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th ta="right">Line</Table.Th>
            <Table.Th>Weight</Table.Th>
            <Table.Th>What was found</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {run.problems.map(({ line, code, message, is_fatal }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line may have the same problem twice
            <Table.Tr key={`${line} ${code} ${index}`}>
              <Table.Td ta="right" className="numbers">
                {line}
              </Table.Td>
              <Table.Td>{is_fatal ? <ToneBadge title="Refused" tone="red" /> : <ToneBadge title="Note" tone="stone" />}</Table.Td>
              <Table.Td>{message}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  </div>
)
