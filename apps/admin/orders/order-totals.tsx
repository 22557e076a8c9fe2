import { Group, Stack, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { showMoney } from '#admin/parts/money.ts'
import { WhyButton } from '#admin/parts/why.tsx'
import { sentence } from '#admin/parts/words.ts'
import type { Order, Quote } from '#modules/orders/contract.ts'

type Reckoned = Pick<
  Order,
  | 'subtotal'
  | 'discounts'
  | 'discount_total'
  | 'shipping'
  | 'shipping_total'
  | 'taxes'
  | 'net_total'
  | 'tax_total'
  | 'tax_added'
  | 'total'
  | 'currency'
  | 'prices_include_tax'
  | 'why'
>

/** How the total came about; of an order also what of it is paid. */
export const OrderTotals = ({ order }: { order: Order }) => (
  <Group justify="space-between" align="flex-start">
    <WhyOfTotals reckoned={order} />
    <Stack gap={6} w="100%" maw={320} ml="auto" className="numbers">
      <Sums reckoned={order} />
      <Row title="Paid">{showMoney(order.paid)}</Row>
      {order.refunded.amount > 0 && <Row title="Given back">{showMoney({ ...order.refunded, amount: -order.refunded.amount })}</Row>}
      {order.charged_back && order.charged_back.amount > 0 && (
        <Row title="Taken back by the bank">{showMoney({ ...order.charged_back, amount: -order.charged_back.amount })}</Row>
      )}
      {order.credited && order.credited.amount > 0 && (
        <Row title="Given as store credit">{showMoney({ ...order.credited, amount: -order.credited.amount })}</Row>
      )}
      {order.waived && order.waived.amount > 0 && (
        <Row title="Not asked for any more">{showMoney({ ...order.waived, amount: -order.waived.amount })}</Row>
      )}
      {order.reserved && order.reserved.amount > 0 && <Row title="Reserved, not taken yet">{showMoney(order.reserved)}</Row>}
      {order.due.amount > 0 && (
        <Row title="Still due" isStrong>
          {showMoney(order.due)}
        </Row>
      )}
    </Stack>
  </Group>
)

export const Sums = ({ reckoned }: { reckoned: Reckoned | Quote }) => {
  const { subtotal, discounts, shipping, shipping_total, taxes, tax_added, total, currency, prices_include_tax } = reckoned
  const minor = (amount: number) => showMoney({ amount, currency })
  const includes = prices_include_tax && tax_added.amount === 0
  return (
    <>
      <Row title="Subtotal">{showMoney(subtotal)}</Row>
      {discounts.map(({ promotion_id, code, title, amount }) => (
        <Row key={promotion_id + (code ?? '')} title={code ? `${title} (${code})` : title}>
          {minor(-amount)}
        </Row>
      ))}
      {shipping && <Row title={`Shipping, ${shipping.title}`}>{showMoney(shipping_total)}</Row>}
      {!includes &&
        taxes.map((row) => (
          <Row key={`${row.tax_name} ${row.rate_basis_points} ${row.treatment}`} title={taxTitle(row)}>
            {minor(row.tax)}
          </Row>
        ))}
      <Row title="Total" isStrong>
        {showMoney(total)}
      </Row>
      {includes &&
        taxes.map((row) => (
          <Row key={`${row.tax_name} ${row.rate_basis_points} ${row.treatment}`} title={`includes ${taxTitle(row)}`}>
            {minor(row.tax)}
          </Row>
        ))}
    </>
  )
}

type Tax = Reckoned['taxes'][number]

/** 1900 basis points -> `VAT 19%`; some names say their rate themselves. */
const taxTitle = ({ tax_name, rate_basis_points, treatment }: Tax) => {
  const isPlain = treatment === 'standard' || treatment === 'reduced' || treatment === 'zero'
  if (!isPlain) return `${tax_name}, ${sentence(treatment).toLowerCase()}`
  return tax_name.includes('%') ? tax_name : `${tax_name} ${rate_basis_points / 100}%`
}

const Row = ({ title, isStrong = false, children }: { title: string; isStrong?: boolean; children: ReactNode }) => (
  <Group justify="space-between" wrap="nowrap" align="flex-start">
    <Text c={isStrong ? undefined : 'dimmed'} fz="md" fw={isStrong ? 600 : undefined}>
      {title}
    </Text>
    <Text fz="md" fw={isStrong ? 600 : undefined} style={{ whiteSpace: 'nowrap' }}>
      {children}
    </Text>
  </Group>
)

/** The derivation of the totals, with the taxes in a table. */
export const WhyOfTotals = ({ reckoned }: { reckoned: Reckoned | Quote }) => {
  const { taxes, total, net_total, tax_total, currency } = reckoned
  const minor = (amount: number) => showMoney({ amount, currency })
  return (
    <WhyButton of={showMoney(total)} why={reckoned.why}>
      {taxes.length > 0 && (
        <Table className="numbers" aria-label="Taxes" horizontalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Tax</Table.Th>
              <Table.Th ta="right">Net</Table.Th>
              <Table.Th ta="right">Tax</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {taxes.map((row) => (
              <Table.Tr key={`${row.tax_name} ${row.rate_basis_points} ${row.treatment}`}>
                <Table.Td>{taxTitle(row)}</Table.Td>
                <Table.Td ta="right">{minor(row.net)}</Table.Td>
                <Table.Td ta="right">{minor(row.tax)}</Table.Td>
              </Table.Tr>
            ))}
            <Table.Tr fw={600}>
              <Table.Td>Together</Table.Td>
              <Table.Td ta="right">{showMoney(net_total)}</Table.Td>
              <Table.Td ta="right">{showMoney(tax_total)}</Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
      )}
    </WhyButton>
  )
}
