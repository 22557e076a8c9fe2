import { Alert, Card, Group, Stack, Text } from '@mantine/core'
import type { EditedLine } from '#admin/orders/wanted-lines.ts'
import { showMoney } from '#admin/parts/money.ts'
import { messageOf } from '#admin/parts/tell.ts'
import type { useRehearsal } from '#admin/promotions/use-rehearsal.ts'

type Props = ReturnType<typeof useRehearsal> & { promotion_id: string; lines: readonly EditedLine[] }

/** What is taken off, from what, and what is left; then what gives nothing, and why. */
export const TryResult = (props: Props) => {
  const { lines, is_complete, error, found, basket } = props
  return (
    <div aria-live="polite">
      {lines.length === 0 ? null : !is_complete ? (
        <Alert color="yellow">The promotion is not complete yet. Save it once to see what is missing.</Alert>
      ) : error ? (
        <Alert color="red">{messageOf(error)}</Alert>
      ) : found && basket ? (
        <Found {...props} found={found} basket={basket} />
      ) : null}
    </div>
  )
}

type FoundProps = Props & { found: NonNullable<Props['found']>; basket: NonNullable<Props['basket']> }

const Found = ({ found: { discounts, why }, basket, lines, promotion_id }: FoundProps) => {
  const { currency, shipping_amount } = basket
  const money = (amount: number) => showMoney({ amount, currency })
  const goods = basket.lines.reduce((sum, { amount }) => sum + amount, 0)
  const given = discounts.reduce((sum, { amount }) => sum + amount, 0)
  const nameOf = (line_id: string) => (line_id === 'shipping' ? 'shipping' : (lines.find(({ key }) => key === line_id)?.title ?? ''))
  return (
    <Card bg="var(--souk-selected)" padding="md">
      <Stack gap="xs">
        <Sum title="Goods" amount={money(goods)} />
        {shipping_amount > 0 && <Sum title="Shipping" amount={money(shipping_amount)} />}
        {discounts.map(({ promotion_id: id, code, title, amount, allocations }) => (
          <Sum
            key={id}
            title={id === promotion_id ? title : [title, code].filter(Boolean).join(', ')}
            text={allocations.map((part) => `${money(part.amount)} off ${nameOf(part.line_id)}`).join(', ')}
            amount={money(-amount)}
            isStrong={id === promotion_id}
          />
        ))}
        <Sum title="Left to pay" amount={money(goods + shipping_amount - given)} isStrong />
        {why
          .filter(({ amount }) => amount === null)
          .map(({ id, text }) => (
            <Text key={`${id} ${text}`} fz="sm" c="dimmed">
              {text}
            </Text>
          ))}
      </Stack>
    </Card>
  )
}

const Sum = ({ title, text, amount, isStrong = false }: { title: string; text?: string; amount: string; isStrong?: boolean }) => (
  <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
    <div>
      <Text fz="md" fw={isStrong ? 600 : undefined}>
        {title}
      </Text>
      {text && (
        <Text fz="sm" c="dimmed">
          {text}
        </Text>
      )}
    </div>
    <Text fz="md" fw={isStrong ? 600 : undefined} className="numbers" style={{ whiteSpace: 'nowrap' }}>
      {amount}
    </Text>
  </Group>
)
