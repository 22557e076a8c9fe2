import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import { showMoney } from '#admin/parts/money.ts'
import { tell } from '#admin/parts/tell.ts'
import { showTime } from '#admin/parts/times.ts'
import { sentence } from '#admin/parts/words.ts'
import { TroubleList, TroubleRow } from '#admin/payments/trouble-list.tsx'
import type { Payment } from '#modules/payments/contract.ts'

type Listed = Awaited<ReturnType<typeof api.payments.listTroubles>>

/** Reserved money that could not be taken, ends soon, or has ended. */
export const Reservations = ({
  stuck_captures,
  ending_reservations,
  ended_reservations,
}: Pick<Listed, 'stuck_captures' | 'ending_reservations' | 'ended_reservations'>) => (
  <>
    <TroubleList
      title="Reserved money that could not be taken"
      text="The provider has not done it so far. It is tried again by itself; the order stands."
    >
      {stuck_captures.map((payment) => (
        <TroubleRow
          key={payment.payment_id}
          order_id={payment.order_id}
          amount={{ ...payment.amount, amount: payment.capturing_amount ?? payment.amount.amount }}
          what={sentence(payment.method)}
          more={`Reserved ${showTime(payment.settled_at ?? payment.created_at)}`}
          action={<TakeButton payment={payment} />}
        />
      ))}
    </TroubleList>
    <TroubleList
      title="Reservations that end soon"
      text="The provider then lets go of the money by itself. Decide about the order, or take it there."
    >
      {ending_reservations.map(({ payment_id, order_id, amount, method, ends_at }) => (
        <TroubleRow key={payment_id} order_id={order_id} amount={amount} what={sentence(method)} more={`Ends ${showTime(ends_at)}`} />
      ))}
    </TroubleList>
    <TroubleList
      title="Reservations that have ended"
      text="The provider has let go of the money, and the order is not paid. It can be paid anew by its link; cancel it if nobody does."
    >
      {ended_reservations.map(({ payment_id, order_id, amount, method, settled_at, created_at }) => (
        <TroubleRow
          key={payment_id}
          order_id={order_id}
          amount={amount}
          what={sentence(method)}
          more={`Ended ${showTime(settled_at ?? created_at)}`}
        />
      ))}
    </TroubleList>
  </>
)

/** The same capture, once more. */
const TakeButton = ({ payment: { payment_id, amount, capturing_amount } }: { payment: Payment }) => {
  const cache = useQueryClient()
  const wanted = { ...amount, amount: capturing_amount ?? amount.amount }
  const taking = useMutation({
    mutationFn: () => api.payments.capturePayment({ payment_id, amount: wanted }),
    onSuccess: ({ state }) => tell(state === 'voided' ? 'The provider has let go of the money' : `${showMoney(wanted)} taken`),
    onSettled: () => cache.invalidateQueries({ queryKey: ['payments'] }),
  })
  return (
    <Button size="xs" variant="default" loading={taking.isPending} onClick={() => taking.mutate()}>
      Take it now
    </Button>
  )
}
