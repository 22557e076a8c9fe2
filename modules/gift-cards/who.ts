import type { Call } from '#platform/contract.ts'

/** Who moved the money: a person by name and id, or the shop. */
export const whoOf = ({ actor }: Call): { who: string; actor_id: string | null } =>
  actor.kind === 'user' ? { who: actor.name, actor_id: actor.user_id } : { who: 'shop', actor_id: null }
