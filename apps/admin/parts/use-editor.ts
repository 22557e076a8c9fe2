import { useMutation } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { isApiError } from '#admin/api/client.ts'
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
  onSaved?(saved: R, draft: D): unknown
  /** the newest state, asked for when someone else was faster */
  readAgain(): Promise<D>
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/**
 * A form over something that has a version: what was read, what was made of it, what is wrong, and saving it. What was typed stays when
 * saving fails. When someone else was faster, `theirs` is their version, and whoever edits decides: take it, or go on with the own.
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
  const start = useCallback((from: D) => {
    setRead(from)
    setDraft(from)
    setErrors({})
    setTheirs(undefined)
  }, [])
  const saving = useMutation({
    mutationFn: save,
    meta: { shows_its_error: true },
    onSuccess: (saved) => {
      start(draftOf(saved))
      onSaved?.(saved, draft)
    },
    onError: async (error) => {
      setErrors(fieldErrors(error))
      if (isApiError(error, 'STALE')) setTheirs(await readAgain())
    },
  })
  const { mutate, reset, isPending } = saving
  return {
    read,
    draft,
    errors,
    theirs,
    failure: saving.error,
    isDirty: !isSame(draft, read),
    isSaving: isPending,
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
      if (Object.keys(checked.errors).length === 0) mutate(checked.input)
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
