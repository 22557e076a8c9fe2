import { Text, Timeline } from '@mantine/core'
import { showFullTime, showTime } from '#admin/parts/times.ts'

type Entry = { key: string; title: string; at: string; by: string; note: string | null }

/** What happened, in the order that is given: what, when, who, and what they wrote. */
export const History = ({ entries }: { entries: Entry[] }) => (
  <Timeline active={entries.length} bulletSize={12} lineWidth={2}>
    {entries.map(({ key, title, at, by, note }) => (
      <Timeline.Item key={key} title={title}>
        <Text fz="sm" c="dimmed" title={showFullTime(at)}>
          {`${showTime(at)} · ${by}`}
        </Text>
        {note && (
          <Text fz="md" mt={4} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {note}
          </Text>
        )}
      </Timeline.Item>
    ))}
  </Timeline>
)
