import { Card, Group, Skeleton, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { showMoney } from '#admin/parts/money.ts'
import { showDay } from '#admin/parts/times.ts'
import { count, LANGUAGE } from '#admin/parts/words.ts'
import type { orders } from '#modules/orders/contract.ts'
import type { Output } from '#platform/contract.ts'
import classes from './home.module.css'

export type Counts = Output<typeof orders.ops.countToDos>

/** Today, and the last fourteen days beside it. */
export const Numbers = ({ counts }: { counts: Counts | undefined }) => (
  <Card h="100%">
    <Stack gap="lg" h="100%">
      <Title order={2}>Today</Title>
      {counts ? <Today today={counts.today} /> : <Skeleton h={48} />}
      <div className={classes.days}>
        <Text fz="sm" c="dimmed" mb="xs">
          Orders, last 14 days
        </Text>
        {counts ? <DaysChart days={counts.days} /> : <Skeleton h={120} />}
      </div>
    </Stack>
  </Card>
)

const Today = ({ today }: { today: Counts['today'] }) => (
  <Group gap="xl">
    <div>
      <span className={classes.value}>{today.orders.toLocaleString(LANGUAGE)}</span>
      <Text fz="sm" c="dimmed">
        {today.orders === 1 ? 'order' : 'orders'}
      </Text>
    </div>
    {today.totals.map((total) => (
      <div key={total.currency}>
        <span className={classes.value}>{showMoney(total)}</span>
        <Text fz="sm" c="dimmed">
          sold
        </Text>
      </div>
    ))}
  </Group>
)

const WIDTH = 420
const BASE = 100
const GAP = 6

/** A bar a day, drawn by us: fourteen numbers need no chart library. Read out, it is a list. */
const DaysChart = ({ days }: { days: Counts['days'] }) => {
  const most = Math.max(1, ...days.map(({ orders }) => orders))
  const step = WIDTH / Math.max(1, days.length)
  const first = days[0]
  const last = days.at(-1)
  return (
    <>
      <svg viewBox={`0 0 ${WIDTH} ${BASE + 1}`} className={classes.chart} aria-hidden="true" preserveAspectRatio="none">
        <line x1="0" x2={WIDTH} y1={BASE + 0.5} y2={BASE + 0.5} className={classes.axis} vectorEffect="non-scaling-stroke" />
        {days.map(({ day, orders }, index) => {
          const height = orders === 0 ? 1 : Math.max(3, (orders / most) * (BASE - 8))
          return (
            <g key={day}>
              <rect x={index * step} y={0} width={step} height={BASE} className={classes.slot}>
                <title>{`${showDay(day)}: ${count(orders, 'order')}`}</title>
              </rect>
              <rect
                x={index * step + GAP / 2}
                y={BASE - height}
                width={step - GAP}
                height={height}
                className={classes.bar}
                data-today={day === last?.day || undefined}
                pointerEvents="none"
              />
            </g>
          )
        })}
      </svg>
      <Group justify="space-between" aria-hidden="true" mt={4}>
        <Text fz="xs" c="dimmed">
          {first && showDay(first.day)}
        </Text>
        <Text fz="xs" c="dimmed">
          Today
        </Text>
      </Group>
      <VisuallyHidden>
        <ul>
          {days.map(({ day, orders }) => (
            <li key={day}>{`${showDay(day)}: ${count(orders, 'order')}`}</li>
          ))}
        </ul>
      </VisuallyHidden>
    </>
  )
}
