import { Alert, List } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { byWhom, happened } from '#admin/orders/order-words.ts'
import type { Deciding } from '#admin/orders/use-decision.ts'
import { showTime } from '#admin/parts/times.ts'

/** What others did to the order while it was open here, so that nobody decides on what is no longer so. */
export const MeanwhileNotice = ({ meanwhile, wasLate, dismiss }: Pick<Deciding, 'meanwhile' | 'wasLate' | 'dismiss'>) => {
  if (meanwhile.length === 0 && !wasLate) return null
  const title = wasLate ? 'Someone was faster: your click changed nothing' : 'This order changed while you were here'
  return (
    <Alert
      color={wasLate ? 'yellow' : 'leaf'}
      icon={<IconHistory size={20} />}
      title={title}
      withCloseButton
      closeButtonLabel="Dismiss"
      onClose={dismiss}
      role="alert"
      mb="md"
    >
      {meanwhile.length === 0 && 'What you see now is its newest state.'}
      <List size="md" listStyleType="none">
        {meanwhile.map(({ at, what, who, note }) => (
          <List.Item key={`${at} ${what}`}>
            {`${happened(what)} by ${byWhom(who)}, ${showTime(at)}`}
            {note && `: “${note}”`}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}
