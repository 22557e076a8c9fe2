import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { orderQuery } from '#admin/orders/order-queries.ts'
import { ExchangeSelect } from '#admin/returns/exchange-select.tsx'
import type { Return } from '#modules/returns/contract.ts'

/** What is sent for each line that was accepted: as staff choose, else as the customer wishes, else the same goods. */
export const exchangeOf = ({ lines }: Return, chosen: Record<string, string>) =>
  lines
    .filter(({ accepted_quantity }) => accepted_quantity)
    .map(({ line_id, variant_id, exchange_for }) => ({ line_id, variant_id: chosen[line_id] ?? exchange_for?.variant_id ?? variant_id }))

type Props = { one: Return; chosen: Record<string, string>; onChange(chosen: Record<string, string>): void }

/** Of an exchange: another variant for each line, where its product has several. */
export const ExchangeFields = ({ one, chosen, onChange }: Props) => {
  const { data: order } = useQuery(orderQuery(one.order_id))
  const fields = exchangeOf(one, chosen).flatMap(({ line_id, variant_id }) => {
    const line = one.lines.find((other) => other.line_id === line_id)
    const product_id = order?.lines.find((other) => other.line_id === line_id)?.product_id
    return line && product_id ? [{ line, product_id, variant_id }] : []
  })
  return (
    <Stack gap="sm">
      {fields.map(({ line, product_id, variant_id }) => (
        <ExchangeSelect
          key={line.line_id}
          line={line}
          product_id={product_id}
          currency={one.total.currency}
          label={`Send for ${line.accepted_quantity} × ${[line.title, line.variant_title].filter(Boolean).join(', ')}`}
          value={variant_id}
          onChange={(now) => onChange({ ...chosen, [line.line_id]: now })}
        />
      ))}
      <Text fz="sm" c="dimmed">
        An exchange is even: a difference in price is neither asked for nor given back.
      </Text>
    </Stack>
  )
}
