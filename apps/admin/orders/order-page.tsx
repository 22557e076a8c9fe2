import { Grid, Group, Skeleton, Stack, Tabs } from '@mantine/core'
import { IconShoppingBag } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Navigate, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { isApiError } from '#admin/api/client.ts'
import { CustomerCard } from '#admin/orders/customer-card.tsx'
import { DecisionCard } from '#admin/orders/decision-card.tsx'
import { DocumentsCard } from '#admin/orders/documents-card.tsx'
import { FulfilmentCard } from '#admin/orders/fulfilment-card.tsx'
import { ItemsCard } from '#admin/orders/items-card.tsx'
import { MeanwhileNotice } from '#admin/orders/meanwhile-notice.tsx'
import { Neighbours } from '#admin/orders/neighbours.tsx'
import { OrderMenu } from '#admin/orders/order-menu.tsx'
import { orderQuery } from '#admin/orders/order-queries.ts'
import { FULFILMENT_STATES, ORDER_STATES } from '#admin/orders/order-words.ts'
import { lastOrdersSearch } from '#admin/orders/orders-search.ts'
import { OrderPaymentBadge } from '#admin/orders/payment-badge.tsx'
import { PaymentsCard } from '#admin/orders/payments-card.tsx'
import { Recorder } from '#admin/orders/recorder.tsx'
import { Revisions } from '#admin/orders/revisions.tsx'
import { TagsCard } from '#admin/orders/tags-card.tsx'
import { TimelineCard } from '#admin/orders/timeline-card.tsx'
import { UndoNotice } from '#admin/orders/undo-notice.tsx'
import { type Deciding, useDecision } from '#admin/orders/use-decision.ts'
import { WorthALook } from '#admin/orders/worth-a-look.tsx'
import { Failure } from '#admin/parts/failure.tsx'
import { useKeys } from '#admin/parts/keys.ts'
import { LinkButton } from '#admin/parts/links.tsx'
import { Nothing } from '#admin/parts/nothing.tsx'
import { BackLink, PageTitle } from '#admin/parts/page-title.tsx'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { count } from '#admin/parts/words.ts'
import { OrderReturns } from '#admin/returns/order-returns.tsx'
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
  const navigate = useNavigate({ from: '/orders/$orderId' })
  const { tab = 'order' } = useSearch({ from: '/orders/$orderId' })
  useKeys({ Escape: () => void navigate({ to: '/orders', search: lastOrdersSearch.get() }) })
  if (order.state === 'draft') return <Navigate to="/drafts/$orderId" params={{ orderId: order.order_id }} replace />
  return (
    <>
      <Head order={order} deciding={deciding} />
      <MeanwhileNotice {...deciding} />
      <UndoNotice order={order} deciding={deciding} />
      <Tabs
        value={tab}
        onChange={(next) => void navigate({ search: { tab: next === 'recorder' ? next : undefined }, replace: true, resetScroll: false })}
        keepMounted={false}
      >
        <Tabs.List mb="lg" className="no-print">
          <Tabs.Tab value="order">Order</Tabs.Tab>
          <Tabs.Tab value="recorder">Flight recorder</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="order">
          <Columns order={order} deciding={deciding} />
        </Tabs.Panel>
        <Tabs.Panel value="recorder">
          <Recorder order_id={order.order_id} />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}

type Props = { order: Order; deciding: Deciding }

const Head = ({ order, deciding }: Props) => (
  <PageTitle
    title={`Order ${order.number}`}
    text={<span title={showFullTime(order.placed_at)}>{`Placed ${showTime(order.placed_at)} · ${count(order.item_count, 'item')}`}</span>}
    back={
      <BackLink to="/orders" search={lastOrdersSearch.get()}>
        Back to the orders
      </BackLink>
    }
    badges={
      <Group gap={6}>
        <ToneBadge {...ORDER_STATES[order.state]} />
        <OrderPaymentBadge order={order} />
        {order.fulfilment_state === 'partly_fulfilled' && <ToneBadge {...FULFILMENT_STATES[order.fulfilment_state]} />}
      </Group>
    }
  >
    <Neighbours order_id={order.order_id} />
    <OrderMenu order={order} deciding={deciding} />
  </PageTitle>
)

const Columns = ({ order, deciding }: Props) => (
  <Grid gap="lg">
    <Grid.Col span={{ base: 12, md: 8 }}>
      <Stack gap="lg">
        <DecisionCard order={order} deciding={deciding} />
        <ItemsCard order={order} />
        <PaymentsCard order={order} deciding={deciding} />
        <FulfilmentCard order={order} />
        <TimelineCard order={order} />
      </Stack>
    </Grid.Col>
    <Grid.Col span={{ base: 12, md: 4 }}>
      <Stack gap="lg">
        <WorthALook order={order} />
        <CustomerCard order={order} />
        <TagsCard order={order} />
        <DocumentsCard order={order} />
        <OrderReturns order={order} />
        <Revisions order={order} />
      </Stack>
    </Grid.Col>
  </Grid>
)

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
