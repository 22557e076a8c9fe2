import { Card, Text, Timeline, Title } from '@mantine/core'
import { byWhom, happened } from '#admin/orders/order-words.ts'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import type { Order } from '#modules/orders/contract.ts'

/** What happened to the order, newest first: what, who, when, and what they wrote. */
export const TimelineCard = ({ order }: { order: Order }) => (
  <Card>
    <Title order={2} mb="md">
      Timeline
    </Title>
    <Timeline active={order.timeline.length} bulletSize={12} lineWidth={2}>
      {order.timeline.toReversed().map(({ at, what, who, note }) => (
        <Timeline.Item key={`${at} ${what}`} title={happened(what)}>
          <Text fz="sm" c="dimmed" title={showFullTime(at)}>
            {`${showTime(at)} · ${byWhom(who)}`}
          </Text>
          {note && (
            <Text fz="md" mt={4} style={{ whiteSpace: 'pre-wrap' }}>
              {note}
            </Text>
          )}
        </Timeline.Item>
      ))}
    </Timeline>
  </Card>
)
