import { Alert, Button, Card, FileButton, Group, NumberInput, Skeleton, Stack, Table, Text, Title } from '@mantine/core'
import { IconCircleCheck, IconUpload } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api } from '#admin/api/api.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { Link } from '#admin/parts/links.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { Nothing } from '#admin/parts/nothing.tsx'
import { messageOf, tell } from '#admin/parts/tell.ts'
import { showTime } from '#admin/parts/times.ts'
import { count } from '#admin/parts/words.ts'
import { payoutDifferencesQuery } from '#admin/payments/payments-queries.ts'

/** What the provider has paid out to the bank, held against what the shop has taken. */
export const Payouts = ({ provider }: { provider: string }) => (
  <Stack gap="lg">
    <ImportCard provider={provider} />
    <Differences provider={provider} />
  </Stack>
)

const ImportCard = ({ provider }: { provider: string }) => {
  const cache = useQueryClient()
  const importing = useMutation({
    mutationFn: async (file: File) => api.payments.importPayouts({ provider, csv: await file.text() }),
    meta: { shows_its_error: true },
    onSuccess: ({ imported, known, payouts }) => {
      tell(`${count(imported, 'row')} of ${count(payouts, 'payout')} imported${known > 0 ? `, ${known} known before` : ''}`)
      void cache.invalidateQueries({ queryKey: ['payments', 'payout-differences'] })
    },
  })
  return (
    <Card>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start" wrap="wrap">
          <div>
            <Title order={2}>Import payouts</Title>
            <Text c="dimmed" fz="md" maw={620}>
              A CSV file with the columns payout_ref, row_ref, kind, payment_ref, gross, fee, net, currency and paid_at; amounts in minor
              units. A row is known by payout_ref and row_ref: one that is known is left as it is, so the same file may come twice, and a
              fee beside its charge needs a row_ref of its own.
            </Text>
          </div>
          <FileButton accept="text/csv,.csv" onChange={(file) => file && importing.mutate(file)}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconUpload size={16} />} loading={importing.isPending}>
                Choose a file
              </Button>
            )}
          </FileButton>
        </Group>
        {importing.error && (
          <Alert color="red" role="alert" title="Nothing was imported">
            {messageOf(importing.error)}
          </Alert>
        )}
      </Stack>
    </Card>
  )
}

const USUAL_DAYS = 7
const MOST_DAYS = 90

const Differences = ({ provider }: { provider: string }) => {
  const [days, setDays] = useState<string | number>(USUAL_DAYS)
  const asked = Math.min(MOST_DAYS, Math.max(1, Number(days) || USUAL_DAYS))
  const { data, error, refetch } = useQuery(payoutDifferencesQuery(provider, asked))
  const isClear = data && data.not_ours.length + data.not_paid_out.length + data.other_amounts.length === 0
  return (
    <>
      <Group justify="space-between" align="flex-end">
        <Title order={2}>What does not fit</Title>
        <NumberInput
          label="Expected in a payout within days"
          min={1}
          max={MOST_DAYS}
          allowDecimal={false}
          w={220}
          value={days}
          onChange={setDays}
        />
      </Group>
      {error ? (
        <Failure error={error} retry={refetch} />
      ) : !data ? (
        <Skeleton h={160} radius="md" />
      ) : isClear ? (
        <Card>
          <Nothing icon={IconCircleCheck} title="Payouts and payments agree" />
        </Card>
      ) : (
        <>
          <List title="Paid out, but no payment of ours">
            {data.not_ours.map(({ row_ref, payout_ref, payment_ref, gross }) => (
              <Row
                key={`${payout_ref} ${row_ref}`}
                what={`Payout ${payout_ref}, row ${row_ref}`}
                more={payment_ref ?? undefined}
                amounts={[showMoney(gross)]}
              />
            ))}
          </List>
          <List title="Taken, but in no payout yet">
            {data.not_paid_out.map(({ payment_id, order_id, amount, settled_at }) => (
              <Row key={payment_id} order_id={order_id} what={`Taken ${showTime(settled_at)}`} amounts={[showMoney(amount)]} />
            ))}
          </List>
          <List title="Another amount than ours">
            {data.other_amounts.map(({ payment_id, order_id, ours, theirs }) => (
              <Row key={payment_id} order_id={order_id} what="Here and there" amounts={[showMoney(ours), showMoney(theirs)]} />
            ))}
          </List>
        </>
      )}
    </>
  )
}

const List = ({ title, children }: { title: string; children: ReactNode[] }) =>
  children.length === 0 ? null : (
    <Card padding={0}>
      <Title order={3} p="lg" pb="md">
        {title}
      </Title>
      <Table aria-label={title}>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Card>
  )

const Row = ({ order_id, what, more, amounts }: { order_id?: string; what: string; more?: string | undefined; amounts: string[] }) => (
  <Table.Tr>
    <Table.Td>
      {order_id ? (
        <Link to="/orders/$orderId" params={{ orderId: order_id }}>
          {what}
        </Link>
      ) : (
        what
      )}
      {more && (
        <Text fz="sm" c="dimmed">
          {more}
        </Text>
      )}
    </Table.Td>
    <Table.Td ta="right" className="numbers">
      {amounts.join(' / ')}
    </Table.Td>
  </Table.Tr>
)
