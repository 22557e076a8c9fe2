import '#platform/tsx.ts'
import type { Input } from '#platform/contract.ts'
import { newId } from '#platform/ids.ts'
import type { notifications } from './contract.ts'
import type { Notifications } from './needs.ts'
import { type Queued, queueMails } from './queue-mail.ts'

const { writeTestMail } = await import('./test-mail.tsx')

/** A mail of staff's own words, to see whether sending works. It takes the same way as every other mail. */
export const sendTestEmail = async (needs: Notifications, input: Input<typeof notifications.ops.sendTestEmail>): Promise<Queued> => {
  const shop = await needs.settings.readOwn({})
  const written = writeTestMail(input, shop)
  const event_id = newId(needs.clock.now())
  const [queued] = await queueMails(needs, needs.db.sql, [{ event_id, order_id: null, template: 'test', to: input.to, written }], shop)
  if (!queued) throw new Error('A test mail met another of the same id')
  return queued
}
