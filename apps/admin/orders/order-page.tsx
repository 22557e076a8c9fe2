import { Grid, Group, Skeleton, Stack } from '@mantine/core'
import { IconShoppingBag } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { isApiError } from '#admin/api/client.ts'
import { CustomerCard } from '#admin/orders/customer-card.tsx'
import { DecisionCard } from '#admin/orders/decision-card.tsx'
import { ItemsCard } from '#admin/orders/items-card.tsx'
import { MeanwhileNotice } from '#admin/orders/meanwhile-notice.tsx'
import { OrderMenu } from '#admin/orders/order-menu.tsx'
import { orderQuery } from '#admin/orders/order-queries.ts'
import { ORDER_STATES, PAYMENT_STATES } from '#admin/orders/order-words.ts'
import { lastOrdersSearch } from '#admin/orders/orders-search.ts'
import { PaymentsCard } from '#admin/orders/payments-card.tsx'
import { TimelineCard } from '#admin/orders/timeline-card.tsx'
import { useDecision } from '#admin/orders/use-decision.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { useKeys } from '#admin/parts/keys.ts'
import { LinkButton } from '#admin/parts/links.tsx'
import { Nothing } from '#admin/parts/nothing.tsx'
import { BackLink, PageTitle } from '#admin/parts/page-title.tsx'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { count } from '#admin/parts/words.ts'
import type { Order } from '#modules/orders/contract.ts'

export const OrderPage = () => {
  const { orderId } = useParams({ from: '/orders/$orderId' })
  const { data: order, error, refetch } = useQuery(orderQuery(orderId))
  if (order) return <OrderView key={orderId} order={order} />
  if (!error) return <Loading />
  return (
    <>
      <PageTitle
        title="Order"
        back={
          <BackLink to="/orders" search={lastOrdersSearch.get()}>
            Back to the orders
          </BackLink>
        }
      />
      {isApiError(error, 'NOT_FOUND') ? (
        <Nothing icon={IconShoppingBag} title="There is no such order">
          <LinkButton to="/orders" variant="default">
            All orders
          </LinkButton>
        </Nothing>
      ) : (
        <Failure error={error} retry={refetch} />
      )}
    </>
  )
}

const OrderView = ({ order }: { order: Order }) => {
  const deciding = useDecision(order)
  const navigate = useNavigate()
  useKeys({ Escape: () => void navigate({ to: '/orders', search: lastOrdersSearch.get() }) })
  return (
    <>
      <PageTitle
        title={`Order ${order.number}`}
        text={
          <span title={showFullTime(order.placed_at)}>{`Placed ${showTime(order.placed_at)} · ${count(order.item_count, 'item')}`}</span>
        }
        back={
          <BackLink to="/orders" search={lastOrdersSearch.get()}>
            Back to the orders
          </BackLink>
        }
        badges={
          <Group gap={6}>
            <ToneBadge {...ORDER_STATES[order.state]} />
            <ToneBadge {...PAYMENT_STATES[order.payment_state]} />
          </Group>
        }
      >
        <OrderMenu order={order} deciding={deciding} />
      </PageTitle>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="lg">
            <MeanwhileNotice {...deciding} />
            <DecisionCard order={order} deciding={deciding} />
            <ItemsCard order={order} />
            <PaymentsCard order={order} />
            <TimelineCard order={order} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <CustomerCard order={order} />
        </Grid.Col>
      </Grid>
    </>
  )
}

const Loading = () => (
  <>
    <PageTitle
      title="Order"
      back={
        <BackLink to="/orders" search={lastOrdersSearch.get()}>
          Back to the orders
        </BackLink>
      }
    />
    <Grid gap="lg" aria-busy="true">
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Stack gap="lg">
          <Skeleton h={120} radius="md" />
          <Skeleton h={280} radius="md" />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Skeleton h={320} radius="md" />
      </Grid.Col>
    </Grid>
  </>
)
