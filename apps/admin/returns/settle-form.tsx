import { Button, Checkbox, Group, Radio, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { FormFailure } from '#admin/orders/form-failure.tsx'
import { parseAmount, showMoney } from '#admin/parts/money.ts'
import { MoneyField } from '#admin/parts/money-field.tsx'
import { ExchangeFields, exchangeOf } from '#admin/returns/exchange-fields.tsx'
import { SETTLEMENTS } from '#admin/returns/return-words.ts'
import { useReturnStep } from '#admin/returns/use-return-step.ts'
import type { Return, Settle } from '#modules/returns/contract.ts'

const WAYS: readonly Settle['as'][] = ['refund', 'store_credit', 'exchange']

/** Credit needs an account to stand in; without one it is a card, whose code goes to the e-mail of the order. */
const AS_CARD = 'They bought as a guest, so it is a gift card, sent to them by mail.'

/** How a return is settled: the money back, as store credit, or other goods for them; less what is kept back, with its reason. */
export const SettleForm = ({ one }: { one: Return }) => {
  const { return_id, version, total } = one
  const [as, setAs] = useState<Settle['as']>(one.wanted)
  const [withShipping, setWithShipping] = useState(one.kind === 'withdrawal')
  const [chosen, setChosen] = useState<Record<string, string>>({})
  const [kept, setKept] = useState({ typed: '', reason: '' })
  const isMoney = as !== 'exchange'
  const deduction = isMoney && kept.typed.trim() ? parseAmount(kept.typed, total.currency) : 0
  const problem = deduction === undefined || deduction < 0 ? 'Type an amount.' : undefined
  const needsReason = !problem && deduction !== 0 && !kept.reason.trim()
  const settle = useReturnStep(
    one,
    () =>
      api.returns.settleReturn({
        ...{ return_id, version, as },
        ...(isMoney ? { with_shipping: withShipping } : { exchange: exchangeOf(one, chosen) }),
        deduction: deduction ? { amount: deduction, reason: kept.reason.trim() } : undefined,
      }),
    'The return is being settled',
  )
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!problem && !needsReason) settle.mutate(undefined)
      }}
    >
      <Stack gap="md">
        <FormFailure error={settle.error} />
        <Radio.Group label="How it is settled" value={as} onChange={setAs}>
          <Stack gap="xs" mt={6}>
            {WAYS.map((way) => (
              <Radio
                key={way}
                value={way}
                label={SETTLEMENTS[way].title}
                description={way === 'store_credit' && !one.customer_id ? AS_CARD : SETTLEMENTS[way].text}
              />
            ))}
          </Stack>
        </Radio.Group>
        {!isMoney && <ExchangeFields one={one} chosen={chosen} onChange={setChosen} />}
        {isMoney && (
          <>
            <Checkbox
              label="Give the delivery cost back as well"
              description={one.kind === 'withdrawal' ? 'Due when the customer withdraws from all of the order' : undefined}
              checked={withShipping}
              onChange={(event) => setWithShipping(event.currentTarget.checked)}
            />
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <MoneyField
                label="Keep back"
                description="For wear or damage by the customer"
                currency={total.currency}
                value={kept.typed}
                onChange={(typed) => setKept({ ...kept, typed })}
                error={problem}
              />
              <TextInput
                label="Because"
                description="Stands on the credit note"
                maxLength={500}
                value={kept.reason}
                onChange={(event) => setKept({ ...kept, reason: event.currentTarget.value })}
                error={needsReason ? 'Say why something is kept back.' : undefined}
              />
            </SimpleGrid>
          </>
        )}
        <Group>
          <Button type="submit" loading={settle.isPending} disabled={problem !== undefined || needsReason}>
            {isMoney
              ? `Settle ${showMoney({ amount: Math.max(0, total.amount - (deduction ?? 0)), currency: total.currency })}${withShipping ? ' and delivery' : ''}`
              : 'Send the exchange'}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
