import type { Call, Input, Output } from '#platform/contract.ts'
import { failCommon } from '#platform/errors.ts'
import { addValue } from './add-value.ts'
import { codeOfCard, idOfIssuedCard } from './card-codes.ts'
import type { giftCards } from './contract.ts'
import type { GiftCards } from './needs.ts'
import { readOne } from './read-instruments.ts'
import { whoOf } from './who.ts'

type IssueCard = (typeof giftCards.ops)['issueCard']

/** How long the answer can be asked for again with the code in it. */
const CODE_MINUTES = 10

/**
 * Makes a card. The same card_id again is the same card. Its code is told to whoever made it, for ten minutes, so that a lost answer can be
 * asked for again; after that nobody of the staff can read it.
 * @throws KEY_REUSED when the card_id has made a card of another amount · INVALID_INPUT for an end that is over
 */
export const issueCard = async (needs: GiftCards, asked: Input<IssueCard>, call: Call): Promise<Output<IssueCard>> => {
  const { card_id, amount, email = null, locale = null, message = null, expires_at = null, reason = null } = asked
  if (expires_at && Date.parse(expires_at) <= needs.clock.now().getTime())
    throw failCommon('INVALID_INPUT', 'expires_at: this time is over. Choose a later one, or none.', { field: 'expires_at' })
  const instrument_id = idOfIssuedCard(card_id)
  const code = codeOfCard(needs, instrument_id)
  const { who, actor_id } = whoOf(call)
  const card = { instrument_id, code, email, locale, message, expires_at, customer_id: null, order_id: null }
  const added = await addValue(needs, { ...card, kind: 'issue', cause_id: card_id, amount, reason, who, actor_id })
  const age = needs.clock.now().getTime() - Date.parse(added.at)
  const is_shown = added.is_new || (added.actor_id === actor_id && age < CODE_MINUTES * 60_000)
  return { card: await readOne(needs, instrument_id), code: is_shown ? code : null }
}
