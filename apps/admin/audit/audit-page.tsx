import { Alert, Button, Card, Code, Group, Skeleton, Stack, Table, Text, Title } from '@mantine/core'
import { IconChecks, IconPlayerPlay } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import { useIsAdmin } from '#admin/app/session.ts'
import { auditQuery, brokenRules, byUrgency, withNew } from '#admin/audit/audit-query.ts'
import { askBefore } from '#admin/parts/ask-before.tsx'
import { Failure } from '#admin/parts/failure.tsx'
import { Nothing } from '#admin/parts/nothing.tsx'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { tell } from '#admin/parts/tell.ts'
import { showTime } from '#admin/parts/times.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { count, sentence } from '#admin/parts/words.ts'
import type { Checked } from '#platform/audit-contract.ts'

/** Rules that orders, money and stock keep at any time: asked every hour, and here at once. */
export const AuditPage = () => {
  const cache = useQueryClient()
  const { data, error, refetch } = useQuery(auditQuery)
  const running = useMutation({
    mutationFn: () => api.audit.runAudit({}),
    onSuccess: (answer) => {
      cache.setQueryData(auditQuery.queryKey, answer)
      const broken = brokenRules(answer.checks)
      tell(broken === 0 ? `All ${count(answer.checks.length, 'rule')} hold` : `${count(broken, 'rule')} of ${answer.checks.length} broken`)
    },
  })
  const checks = data ? byUrgency(data.checks) : []
  const latest = checks
    .map(({ checked_at }) => checked_at)
    .toSorted()
    .at(-1)
  return (
    <>
      <PageTitle
        title="Audit"
        text={latest ? `Last checked ${showTime(latest)}; by itself every hour.` : 'Rules that the books keep at any time.'}
      >
        <Button leftSection={<IconPlayerPlay size={16} />} loading={running.isPending} onClick={() => running.mutate()}>
          Check now
        </Button>
      </PageTitle>
      {!data ? (
        error ? (
          <Failure error={error} retry={refetch} />
        ) : (
          <Skeleton h={320} radius="md" />
        )
      ) : checks.length === 0 ? (
        <Card>
          <Nothing icon={IconChecks} title="Not checked yet" text="The shop asks its books every hour. You can ask now." />
        </Card>
      ) : (
        <Stack gap="lg">
          {checks.filter(isOdd).map((check) => (
            <OddRule key={`${check.module} ${check.rule}`} check={check} />
          ))}
          <Held checks={checks.filter((check) => !isOdd(check))} />
        </Stack>
      )}
    </>
  )
}

const isOdd = ({ findings, problem }: Checked) => findings.length > 0 || problem !== null

const MOST_SHOWN = 100

/** A rule that is broken, with the rows that break it, or one that could not be asked. */
const OddRule = ({ check }: { check: Checked }) => {
  const { module, rule, title, findings, problem, repair } = check
  const isAdmin = useIsAdmin()
  return (
    <Card padding={0}>
      <Stack gap={4} p="lg" pb="md">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <Title order={2}>{sentence(title)}</Title>
          {problem ? (
            <ToneBadge title="Could not be checked" tone="amber" />
          ) : (
            <ToneBadge
              title={findings.length >= MOST_SHOWN ? `Broken ${MOST_SHOWN} times or more` : `Broken ${count(findings.length, 'time')}`}
              tone="red"
            />
          )}
        </Group>
        <Text c="dimmed" fz="md">{`${sentence(module)} · rule ${rule}`}</Text>
      </Stack>
      {problem && (
        <Alert color="yellow" m="lg" mt={0} role="alert">
          {problem}
        </Alert>
      )}
      {findings.length > 0 && (
        <Table aria-label={`What breaks: ${title}`}>
          <Table.Tbody>
            {findings.map((finding) => (
              <FindingRow key={finding.id} {...{ check, finding }} canRepair={isAdmin && repair !== null} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Card>
  )
}

type FindingProps = { check: Checked; finding: Checked['findings'][number]; canRepair: boolean }

const FindingRow = ({ check: { module, rule, repair }, finding: { id, text }, canRepair }: FindingProps) => {
  const cache = useQueryClient()
  const repairing = useMutation({
    mutationFn: () => api.audit.repairFinding({ module, rule, id }),
    onSuccess: ({ checks }) => {
      cache.setQueryData(auditQuery.queryKey, (before) => (before ? { checks: withNew(before.checks, checks) } : { checks }))
      const isLeft = checks.some(({ findings }) => findings.some((finding) => finding.id === id))
      tell(isLeft ? 'It is still broken after the repair' : 'Mended')
    },
  })
  return (
    <Table.Tr>
      <Table.Td>
        <Text fz="md">{text}</Text>
        <Code style={{ overflowWrap: 'anywhere' }}>{id}</Code>
      </Table.Td>
      {canRepair && (
        <Table.Td ta="right" w={120}>
          <Button
            size="xs"
            variant="default"
            loading={repairing.isPending}
            aria-label={`Repair ${id}`}
            onClick={() =>
              askBefore({
                title: 'Repair this?',
                text: `${sentence(repair ?? '')}. The rule is checked again right after.`,
                confirm: 'Repair',
                onConfirm: () => repairing.mutate(),
              })
            }
          >
            Repair
          </Button>
        </Table.Td>
      )}
    </Table.Tr>
  )
}

const Held = ({ checks }: { checks: Checked[] }) =>
  checks.length === 0 ? null : (
    <Card padding={0}>
      <Group justify="space-between" p="lg" pb="md">
        <Title order={2}>{`${count(checks.length, 'rule')} held`}</Title>
        <ToneBadge title="In order" tone="green" />
      </Group>
      <Table aria-label="Rules that hold">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Rule</Table.Th>
            <Table.Th visibleFrom="sm">Part of the shop</Table.Th>
            <Table.Th visibleFrom="sm">Known as</Table.Th>
            <Table.Th visibleFrom="md" ta="right">
              Took
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {checks.map(({ module, rule, title, took_ms }) => (
            <Table.Tr key={`${module} ${rule}`}>
              <Table.Td>
                {sentence(title)}
                <Text hiddenFrom="sm" fz="sm" c="dimmed">{`${sentence(module)} · ${rule}`}</Text>
              </Table.Td>
              <Table.Td visibleFrom="sm">{sentence(module)}</Table.Td>
              <Table.Td visibleFrom="sm">{rule}</Table.Td>
              <Table.Td visibleFrom="md" ta="right" className="numbers">
                {`${took_ms} ms`}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Card>
  )
