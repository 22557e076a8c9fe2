import { Alert, Button, Group, Text } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Deciding } from '#admin/orders/use-decision.ts'
import type { Order } from '#modules/orders/contract.ts'

/** While a confirm or reject can still be taken back: nothing of it has reached the customer, the bank or the stock yet. */
export const UndoNotice = ({ order, deciding }: { order: Order; deciding: Deciding }) => {
  const left = useSecondsUntil(order.undo_until)
  if (left === 0 || (order.state !== 'confirmed' && order.state !== 'rejected')) return null
  return (
    <Alert color={order.state === 'confirmed' ? 'leaf' : 'yellow'} role="status" className="no-print" mb="md">
      <Group justify="space-between">
        <Text fz="md">
          {order.state === 'confirmed' ? 'Confirmed.' : 'Rejected.'} The customer is told in{' '}
          <span className="numbers">{left < 100 ? `${left} s` : `${Math.ceil(left / 60)} min`}</span>; until then it can be taken back.
        </Text>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowBackUp size={14} />}
          onClick={deciding.undo}
          loading={deciding.isUndoing}
        >
          Take it back
        </Button>
      </Group>
    </Alert>
  )
}

const secondsUntil = (at: string | null) => (at ? Math.max(0, Math.ceil((new Date(at).getTime() - Date.now()) / 1_000)) : 0)

const useSecondsUntil = (at: string | null): number => {
  const [left, setLeft] = useState(() => secondsUntil(at))
  useEffect(() => {
    setLeft(secondsUntil(at))
    if (secondsUntil(at) === 0) return
    const timer = setInterval(() => {
      setLeft(secondsUntil(at))
      if (secondsUntil(at) === 0) clearInterval(timer)
    }, 1_000)
    return () => clearInterval(timer)
  }, [at])
  return left
}
