/** State machines as data: what the code decides by is what the documents draw. */

export type Move<S extends string = string> = {
  from: readonly S[]
  /** undefined: what is done leaves the state as it is */
  to?: S
  /** the operations and events that make this move */
  by: readonly string[]
  /** what else must hold, in a sentence */
  only?: string
}

export type Machine<S extends string = string> = {
  title: string
  start: readonly S[]
  moves: Record<string, Move<S>>
}

/** Typed by its states; the names of the moves stay known. */
export const machine =
  <S extends string>() =>
  <const M extends Record<string, Move<S>>>(definition: {
    title: string
    start: readonly S[]
    moves: M
  }): { title: string; start: readonly S[]; moves: M } =>
    definition
