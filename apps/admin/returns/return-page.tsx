import { Card, Grid, Skeleton, Stack, Table, Text, Title } from '@mantine/core'
import { IconPackageImport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { isApiError } from '#admin/api/client.ts'
import { byWhom } from '#admin/orders/order-words.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { History } from '#admin/parts/history.tsx'
import { Link } from '#admin/parts/links.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { Nothing } from '#admin/parts/nothing.tsx'
import { BackLink, PageTitle } from '#admin/parts/page-title.tsx'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { NextStep } from '#admin/returns/next-step.tsx'
import { returnQuery } from '#admin/returns/return-queries.ts'
import { KINDS, REASONS, RETURN_STATES, returnHappened, SETTLEMENTS } from '#admin/returns/return-words.ts'
import type { Instead, Return } from '#modules/returns/contract.ts'

const back = <BackLink to="/returns">Back to the returns</BackLink>

export const ReturnPage = () => {
  const { returnId } = useParams({ from: '/returns/$returnId' })
  const { data, error, refetch } = useQuery(returnQuery(returnId))
  if (data) return <ReturnView key={returnId} one={data} />
  return (
    <>
      <PageTitle title="Return" back={back} />
      {!error && <Skeleton h={280} radius="md" />}
      {error && isApiError(error, 'NOT_FOUND') && <Nothing icon={IconPackageImport} title="There is no such return" />}
      {error && !isApiError(error, 'NOT_FOUND') && <Failure error={error} retry={refetch} />}
    </>
  )
}

const ReturnView = ({ one }: { one: Return }) => (
  <>
    <PageTitle
      title={`${KINDS[one.kind]} ${one.number}`}
      text={<span title={showFullTime(one.created_at)}>{`Asked for ${showTime(one.created_at)}`}</span>}
      back={back}
      badges={<ToneBadge {...RETURN_STATES[one.state]} />}
    />
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Stack gap="lg">
          <NextStep one={one} />
          <Lines one={one} />
          <Card>
            <Title order={2} mb="md">
              Timeline
            </Title>
            <History
              entries={one.timeline.toReversed().map(({ at, what, who, note }) => ({
                ...{ key: `${at} ${what}`, title: returnHappened(what), at, by: byWhom(who), note },
              }))}
            />
          </Card>
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 4 }}>
        <About one={one} />
      </Grid.Col>
    </Grid>
  </>
)

const Lines = ({ one: { lines, shipping, deduction, deduction_reason, total, waived } }: { one: Return }) => (
  <Card>
    <Card.Section inheritPadding py="sm" withBorder>
      <Title order={2}>Goods</Title>
    </Card.Section>
    <Card.Section>
      <Table aria-label="Goods" horizontalSpacing="lg" className="numbers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Product</Table.Th>
            <Table.Th ta="right">Quantity</Table.Th>
            <Table.Th ta="right">Worth</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.line_id}>
              <Table.Td>
                <Text fz="md" fw={500}>
                  {line.title}
                </Text>
                <Text fz="sm" c="dimmed">
                  {[line.variant_title, line.sku, REASONS[line.reason]].filter(Boolean).join(' · ')}
                </Text>
                {line.exchange_for && line.exchange_for.variant_id !== line.sent_instead?.variant_id && (
                  <Text fz="sm">{`Asked for instead: ${named(line.exchange_for)}`}</Text>
                )}
                {line.sent_instead && <Text fz="sm">{`Sent instead: ${named(line.sent_instead)}`}</Text>}
                {line.accepted_quantity !== null && (
                  <Text fz="sm">
                    {`${line.accepted_quantity} accepted, ${line.restock_quantity ?? 0} back in stock${line.condition ? ` · ${line.condition}` : ''}`}
                  </Text>
                )}
              </Table.Td>
              <Table.Td ta="right">{line.quantity}</Table.Td>
              <Table.Td ta="right">{showMoney(line.amount)}</Table.Td>
            </Table.Tr>
          ))}
          {shipping.amount > 0 && <Sum title="Delivery" amount={showMoney(shipping)} />}
          {deduction.amount > 0 && (
            <Sum
              title={`Kept back${deduction_reason ? `: ${deduction_reason}` : ''}`}
              amount={showMoney({ ...deduction, amount: -deduction.amount })}
            />
          )}
          <Sum title="Together" amount={showMoney(total)} isStrong />
          {waived && waived.amount > 0 && (
            <>
              <Sum title="Was not paid, and is not asked for any more" amount={showMoney({ ...waived, amount: -waived.amount })} />
              <Sum title="Given back" amount={showMoney({ ...total, amount: total.amount - waived.amount })} isStrong />
            </>
          )}
        </Table.Tbody>
      </Table>
    </Card.Section>
  </Card>
)

const named = ({ variant_title, sku }: Instead) => [variant_title, sku].filter(Boolean).join(' · ')

const Sum = ({ title, amount, isStrong = false }: { title: string; amount: string; isStrong?: boolean }) => (
  <Table.Tr fw={isStrong ? 600 : undefined}>
    <Table.Td colSpan={2}>{title}</Table.Td>
    <Table.Td ta="right">{amount}</Table.Td>
  </Table.Tr>
)

const About = ({ one }: { one: Return }) => (
  <Card>
    <Stack gap="md">
      <Fact title="Order">
        <Link to="/orders/$orderId" params={{ orderId: one.order_id }} fz="md">
          {one.order_number}
        </Link>
      </Fact>
      <Fact title="Customer">{one.email}</Fact>
      <Fact title="They would like">{SETTLEMENTS[one.wanted].title}</Fact>
      {one.settled_as && <Fact title="Settled as">{SETTLEMENTS[one.settled_as].title}</Fact>}
      {one.replacement_order_id && (
        <Fact title="Sent anew with">
          <Link to="/orders/$orderId" params={{ orderId: one.replacement_order_id }} fz="md">
            this order
          </Link>
        </Fact>
      )}
      {one.note && <Fact title="What the customer wrote">{one.note}</Fact>}
      {one.kind === 'withdrawal' && (
        <Text fz="sm" c="dimmed">
          The customer withdrew from the contract. Nobody has to approve that; the money is due within 14 days of the withdrawal, and may
          wait until the goods are here or are shown to have been sent (Directive 2011/83/EU, Article 13).
        </Text>
      )}
    </Stack>
  </Card>
)

const Fact = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <Title order={2}>{title}</Title>
    <Text fz="md" component="div" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
      {children}
    </Text>
  </div>
)
