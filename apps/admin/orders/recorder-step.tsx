import { Anchor, Button, Group, Text, UnstyledButton } from '@mantine/core'
import {
  type Icon,
  IconAlertTriangle,
  IconArrowsExchange,
  IconBolt,
  IconBook2,
  IconBuildingBank,
  IconFileText,
  IconMail,
  IconPackage,
  IconPencil,
  IconSettingsAutomation,
  IconWebhook,
} from '@tabler/icons-react'
import { useState } from 'react'
import { request } from '#admin/api/client.ts'
import { useOrderChange } from '#admin/orders/use-order-change.ts'
import { showExactTime, showFullTime } from '#admin/parts/times.ts'
import type { TrailStep } from '#platform/trail-contract.ts'
import classes from './recorder.module.css'

const KINDS: Record<TrailStep['kind'], { icon: Icon; title: string }> = {
  request: { icon: IconArrowsExchange, title: 'Request' },
  event: { icon: IconBolt, title: 'Event' },
  job: { icon: IconSettingsAutomation, title: 'Job' },
  provider: { icon: IconBuildingBank, title: 'Provider' },
  webhook: { icon: IconWebhook, title: 'Webhook' },
  mail: { icon: IconMail, title: 'Mail' },
  stock: { icon: IconPackage, title: 'Stock' },
  edit: { icon: IconPencil, title: 'Staff' },
  document: { icon: IconFileText, title: 'Document' },
  entry: { icon: IconBook2, title: 'Books' },
  audit: { icon: IconAlertTriangle, title: 'Audit' },
}

type Props = {
  order_id: string
  step: TrailStep
  before: TrailStep | undefined /** how many of what, of a move of the stock */
  what?: string | undefined
}

export const RecorderStep = ({ order_id, step, before, what }: Props) => {
  const [isOpen, setOpen] = useState(false)
  const { icon: Picture, title } = KINDS[step.kind]
  const waits = step.kind === 'job' && step.action !== null
  const facts = Object.entries({ ...(step.request_id && { request_id: step.request_id }), ...step.facts })
  return (
    <li className={classes.step} data-kind={step.kind} data-waits={waits || undefined}>
      <span className={classes.icon} title={title}>
        <Picture size={15} stroke={1.8} aria-label={title} />
      </span>
      <div>
        <div className={classes.head}>
          <UnstyledButton onClick={() => setOpen(!isOpen)} aria-expanded={isOpen} disabled={facts.length === 0}>
            <Text fz="md" fw={500} component="span">
              {step.title.charAt(0).toUpperCase() + step.title.slice(1)}
            </Text>{' '}
            <Text fz="sm" c="dimmed" component="span">
              {step.module}
            </Text>
          </UnstyledButton>
          <time className={classes.when} dateTime={step.at} title={showFullTime(step.at)}>
            {since(step, before)}
          </time>
        </div>
        {what && <Text fz="md">{what}</Text>}
        {step.text && (
          <Text fz="md" style={{ overflowWrap: 'anywhere' }}>
            {step.text}
          </Text>
        )}
        {isOpen && <Facts facts={facts} />}
        {step.action && <Act order_id={order_id} action={step.action} />}
      </div>
    </li>
  )
}

const Facts = ({ facts }: { facts: [string, unknown][] }) => (
  <dl className={classes.facts}>
    {facts.map(([name, value]) => (
      <Fact key={name} name={name} value={value} />
    ))}
  </dl>
)

const Fact = ({ name, value }: { name: string; value: unknown }) => (
  <>
    <dt>{name}</dt>
    <dd>{typeof value === 'string' ? value : JSON.stringify(value, null, 1)}</dd>
  </>
)

type Action = NonNullable<TrailStep['action']>

/** Whichever operation of the API the step names. */
const run = ({ method, path, input }: Action): Promise<unknown> =>
  request({ method, url: `/api${path}`, type: 'application/json', body: JSON.stringify(input) })

const Act = ({ order_id, action }: { order_id: string; action: Action }) => {
  const act = useOrderChange(order_id, { run: () => run(action), done: `Done: ${action.label.toLowerCase()}` })
  if (action.method === 'GET')
    return (
      <Anchor href={`/api${action.path}`} target="_blank" fz="md" className="no-print">
        {action.label}
      </Anchor>
    )
  return (
    <Group mt={6} className="no-print">
      <Button size="compact-sm" variant="default" loading={act.isPending} onClick={() => act.mutate()}>
        {action.label}
      </Button>
    </Group>
  )
}

const SAME_MOMENT_MS = 60_000

/** The first of a moment with its time, those right after it by how much later they came. */
const since = ({ at }: TrailStep, before: TrailStep | undefined): string => {
  const ms = before ? new Date(at).getTime() - new Date(before.at).getTime() : SAME_MOMENT_MS
  if (ms >= SAME_MOMENT_MS) return showExactTime(at)
  return ms < 1_000 ? `+${ms} ms` : `+${(ms / 1_000).toFixed(1)} s`
}
