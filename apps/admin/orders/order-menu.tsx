import { ActionIcon, Button, Menu, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconBan, IconDots, IconExternalLink, IconMail, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { askBeforeCancellingRest } from '#admin/orders/cancel-rest.tsx'
import { pageOfCustomer } from '#admin/orders/customer-page-of.ts'
import { ALLOWED } from '#admin/orders/decisions.ts'
import type { Deciding } from '#admin/orders/use-decision.ts'
import { settingsQuery } from '#admin/settings/settings-query.ts'
import type { Order } from '#modules/orders/contract.ts'

type Props = { order: Order; deciding: Deciding }

/** What is done to an order more rarely. */
export const OrderMenu = ({ order, deciding: { decide, deciding } }: Props) => {
  const { data: shop } = useQuery(settingsQuery)
  const theirs = pageOfCustomer(order, shop?.locales)
  const isPart = order.fulfilment_state === 'partly_fulfilled'
  return (
    <>
      <Button component="a" href={theirs} target="_blank" variant="default" visibleFrom="sm" leftSection={<IconExternalLink size={16} />}>
        As the customer sees it
      </Button>
      <Menu>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="More actions" loading={deciding === 'cancel' || deciding === 'cancel_rest'}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={theirs} target="_blank" hiddenFrom="sm" leftSection={<IconExternalLink size={16} />}>
            As the customer sees it
          </Menu.Item>
          <Menu.Item leftSection={<IconMail size={16} />} component="a" href={`/admin/mailbox?q=${encodeURIComponent(order.email)}`}>
            Mails to this customer
          </Menu.Item>
          <Menu.Item leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
            Print
          </Menu.Item>
          <Menu.Item
            c="var(--mantine-color-error)"
            leftSection={<IconBan size={16} />}
            disabled={!ALLOWED[order.state].includes('cancel')}
            onClick={() =>
              isPart ? askBeforeCancellingRest(order, () => decide('cancel_rest')) : askBeforeCancelling(order, () => decide('cancel'))
            }
          >
            {isPart ? 'Cancel the rest' : 'Cancel the order'}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

const askBeforeCancelling = ({ number, payment_state, paid }: Order, onConfirm: () => void) =>
  modals.openConfirmModal({
    title: `Cancel order ${number}?`,
    children: (
      <Text fz="md">
        Its stock is free again
        {paid.amount > 0 ? ' and the payment is given back' : payment_state === 'authorised' ? ' and the reserved money is let go' : ''}.
        The customer is told by mail. This cannot be undone.
      </Text>
    ),
    labels: { confirm: 'Cancel the order', cancel: 'Keep it' },
    confirmProps: { color: 'red' },
    closeButtonProps: { 'aria-label': 'Close' },
    onConfirm,
  })
