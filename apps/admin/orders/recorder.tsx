import { Alert, Card, Group, Skeleton, Switch, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orderQuery, trailQuery } from '#admin/orders/order-queries.ts'
import { RecorderStep } from '#admin/orders/recorder-step.tsx'
import { movedUnits } from '#admin/orders/stock-words.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { goodsQuery, variantChoices } from '#admin/parts/goods-picker.tsx'
import type { TrailStep } from '#platform/trail-contract.ts'
import classes from './recorder.module.css'

/** The flight recorder: what every part of the shop still knows of this order, oldest first, with what can be done about it. */
export const Recorder = ({ order_id }: { order_id: string }) => {
  const { data, error, refetch } = useQuery(trailQuery(order_id))
  const [isWhole, setWhole] = useState(false)
  const nameOf = useNames(order_id, data?.steps ?? [])
  const steps = data?.steps.filter((step) => isWhole || step.kind !== 'job' || step.action !== null) ?? []
  return (
    <Card>
      <Group justify="space-between" mb={4}>
        <Title order={2}>Flight recorder</Title>
        <Switch
          label="Also what modules heard of each other"
          checked={isWhole}
          onChange={(event) => setWhole(event.currentTarget.checked)}
          className="no-print"
        />
      </Group>
      <Text fz="md" c="dimmed" mb="md">
        What providers were asked and said, mails, stock and books, and what an audit found, oldest first; who asked for what, also what was
        refused, in the last 90 days; events and their handlers for 7 days after they were handled.
      </Text>
      {error && !data && <Failure error={error} retry={refetch} />}
      {!data && !error && <Skeleton h={240} />}
      {data && data.missing.length > 0 && (
        <Alert color="yellow" mb="md" title="Not all of it is here">
          {`${data.missing.join(', ')} could not be asked.`}
        </Alert>
      )}
      <ol className={classes.steps}>
        {steps.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the past only grows at its end
          <RecorderStep key={i} order_id={order_id} step={step} before={steps[i - 1]} what={movedUnits(step, nameOf)} />
        ))}
      </ol>
    </Card>
  )
}

/** What was moved, by the words of the order; what an edit has taken out of it, by those of the catalogue. */
const useNames = (order_id: string, steps: TrailStep[]): ((variant_id: string) => string | undefined) => {
  const { data: order } = useQuery(orderQuery(order_id))
  const moved = steps.flatMap(({ kind, facts }) => (kind === 'stock' && typeof facts.variant_id === 'string' ? [facts.variant_id] : []))
  const names = new Map(
    order?.lines.map(({ variant_id, title, variant_title, sku }) => [
      variant_id,
      `${[title, variant_title].filter(Boolean).join(', ')} (${sku})`,
    ]),
  )
  const others = order ? [...new Set(moved)].filter((id) => !names.has(id)) : []
  const { data: goods } = useQuery(goodsQuery({ variant_ids: others }))
  for (const { value, label } of others.length > 0 ? variantChoices(goods?.goods ?? []) : []) if (!names.has(value)) names.set(value, label)
  return (variant_id) => names.get(variant_id)
}
