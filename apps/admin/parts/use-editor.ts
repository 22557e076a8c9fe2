import { useMutation } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { isApiError } from '#admin/api/client.ts'
import { isSame, typedSince } from '#admin/parts/typed-since.ts'
import { fieldErrors } from '#admin/parts/use-field-errors.ts'

/** Field path, as the shop itself names it -> what is wrong there. */
export type FieldErrors = Record<string, string>

type Editing<D, I, R> = {
  /** what was loaded, or the beginning of something new (version 0) */
  read: D
  /** `input` may be sent when `errors` is empty */
  check(draft: D): { input: I; errors: FieldErrors }
  save(input: I): Promise<R>
  draftOf(saved: R): D
  /** `isTypedOn`: there is more in the form by now, which leaving it would lose */
  onSaved?(saved: R, isTypedOn: boolean): unknown
  /** the newest state, asked for when someone else was faster */
  readAgain(): Promise<D>
}

/**
 * A form over something that has a version: what was read, what was made of it, what is wrong, and saving it. What was typed stays when
 * saving fails, and so does what is typed while it is saved. When someone else was faster, `theirs` is their version, and whoever edits
 * decides: take it, or go on with the own.
 */
export const useEditor = <D extends { version: number }, I, R>({
  read: first,
  check,
  save,
  draftOf,
  onSaved,
  readAgain,
}: Editing<D, I, R>) => {
  const [read, setRead] = useState(first)
  const [draft, setDraft] = useState(first)
  const [errors, setErrors] = useState<FieldErrors>({})
  const [theirs, setTheirs] = useState<D>()
  const start = useCallback((from: D, goOn?: (now: D) => D) => {
    setRead(from)
    setDraft(goOn ?? from)
    setErrors({})
    setTheirs(undefined)
  }, [])
  const saving = useMutation({
    mutationFn: ({ input }: { input: I; sent: D }) => save(input),
    meta: { shows_its_error: true },
    onSuccess: (answer, { sent }) => {
      const saved = draftOf(answer)
      start(saved, (now) => typedSince({ sent, now, saved }))
      onSaved?.(answer, !isSame(draft, sent))
    },
    onError: async (error) => {
      setErrors(fieldErrors(error))
      if (isApiError(error, 'STALE')) setTheirs(await readAgain())
    },
  })
  const { mutate, reset, isPending, variables } = saving
  const isDirty = !isSame(draft, read)
  return {
    read,
    draft,
    errors,
    theirs,
    failure: saving.error,
    isDirty,
    isSaving: isPending,
    isUnsent: isDirty && !(isPending && isSame(draft, variables.sent)),
    /** goes on from another state of the same thing, such as after a change that is no part of the form */
    start,
    change: useCallback(
      (part: Partial<D> | ((draft: D) => D)) => setDraft((before) => (typeof part === 'function' ? part(before) : { ...before, ...part })),
      [],
    ),
    save: () => {
      if (isPending) return
      const checked = check(draft)
      setErrors(checked.errors)
      if (Object.keys(checked.errors).length === 0) mutate({ input: checked.input, sent: draft })
    },
    discard: () => {
      start(read)
      reset()
    },
    takeTheirs: () => {
      if (theirs) start(theirs)
      reset()
    },
    keepMine: () => {
      if (!theirs) return
      setRead(theirs)
      setDraft({ ...draft, version: theirs.version })
      setTheirs(undefined)
      reset()
    },
  }
}

export type Editor<D extends { version: number }> = {
  read: D
  draft: D
  errors: FieldErrors
  theirs: D | undefined
  failure: unknown
  isDirty: boolean
  isSaving: boolean
  /** leaving now would lose something: what is just being saved would not be lost */
  isUnsent: boolean
  start(from: D): void
  change(part: Partial<D> | ((draft: D) => D)): void
  save(): void
  discard(): void
  takeTheirs(): void
  keepMine(): void
}

/** Which fields differ, by the names people know them under. */
export const changedFields = <D extends object>(before: D, now: D, labels: { [K in keyof D]?: string }): string[] => {
  const others = new Map<string, unknown>(Object.entries(now))
  const names = new Map<string, string>(Object.entries(labels))
  return Object.entries(before).flatMap(([field, value]) => {
    const name = names.get(field)
    return name && !isSame(value, others.get(field)) ? [name] : []
  })
}
