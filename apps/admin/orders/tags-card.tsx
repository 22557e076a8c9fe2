import { Card, TagsInput, Text, Title } from '@mantine/core'
import { api } from '#admin/api/api.ts'
import { useOrderChange } from '#admin/orders/use-order-change.ts'
import { Link } from '#admin/parts/links.tsx'
import type { Order } from '#modules/orders/contract.ts'

const sameTags = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((tag, i) => tag === b[i])

/** Words to find an order by; saved as they are typed. */
export const TagsCard = ({ order: { order_id, tags } }: { order: Order }) => {
  const save = useOrderChange(order_id, { run: (wanted: string[]) => api.orders.setTags({ order_id, tags: wanted }), done: 'Tags saved' })
  const shown = save.isPending ? save.variables : tags
  return (
    <Card className="no-print">
      <Title order={2} mb="xs" id="tags">
        Tags
      </Title>
      <TagsInput
        aria-labelledby="tags"
        placeholder={shown.length === 0 ? 'Such as gift, urgent' : undefined}
        value={shown}
        maxTags={20}
        maxLength={40}
        onChange={(wanted) => !sameTags(wanted, tags) && save.mutate(wanted.map((tag) => tag.trim()).filter(Boolean))}
      />
      {shown.length > 0 && (
        <Text fz="sm" c="dimmed" mt={6}>
          {'Orders tagged '}
          {shown.map((tag, i) => (
            <span key={tag}>
              {i > 0 && ', '}
              <Link to="/orders" search={{ tag }} fz="sm" underline="always">
                {tag}
              </Link>
            </span>
          ))}
        </Text>
      )}
    </Card>
  )
}
