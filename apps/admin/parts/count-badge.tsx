import { Badge } from '@mantine/core'
import { LANGUAGE } from '#admin/parts/words.ts'

/** How many wait. Nothing waits: nothing shows. */
export const CountBadge = ({ value, what, tone }: { value: number | undefined; what: string; tone: 'leaf' | 'red' }) =>
  value ? (
    <Badge size="sm" radius="sm" variant="light" color={tone} aria-label={`${value} ${what}`}>
      {value.toLocaleString(LANGUAGE)}
    </Badge>
  ) : null
