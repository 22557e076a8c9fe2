import { Button, Group, Text } from '@mantine/core'
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'

type Props = { page: number | undefined; hasMore: boolean; onPage(page: number | undefined): void }

/** Lists are not counted through for each page, so one goes forward and back, as far as there is more. */
export const Pager = ({ page = 1, hasMore, onPage }: Props) => {
  if (page === 1 && !hasMore) return null
  return (
    <Group component="nav" aria-label="Pages" justify="space-between" p="sm" style={{ borderTop: '1px solid var(--souk-line)' }}>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconArrowLeft size={14} />}
        disabled={page === 1}
        onClick={() => onPage(page > 2 ? page - 1 : undefined)}
      >
        Previous
      </Button>
      <Text fz="sm" c="dimmed">
        Page {page}
      </Text>
      <Button variant="default" size="xs" rightSection={<IconArrowRight size={14} />} disabled={!hasMore} onClick={() => onPage(page + 1)}>
        Next
      </Button>
    </Group>
  )
}
