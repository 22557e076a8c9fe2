import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { LeaveGuard } from '#admin/parts/leave-guard.tsx'
import { ReadOnly } from '#admin/parts/read-only.tsx'
import { SaveBar } from '#admin/parts/save-bar.tsx'
import { messageOf } from '#admin/parts/tell.ts'
import { changedFields, type Editor } from '#admin/parts/use-editor.ts'

type Props<D extends { version: number }> = {
  editor: Editor<D>
  /** what the fields are called, for telling what someone else has changed */
  labels: { [K in keyof D]?: string }
  /** staff who may only look */
  isReadOnly?: boolean
  children: ReactNode
}

/** Around every form with a version: what stands in the way of saving, the bar that saves, and the question before changes are lost. */
export const EditFrame = <D extends { version: number }>({ editor, labels, isReadOnly = false, children }: Props<D>) => (
  <Stack gap="lg">
    <Problems editor={editor} labels={labels} />
    <ReadOnly is={isReadOnly}>
      <Stack gap="lg">{children}</Stack>
    </ReadOnly>
    <SaveBar
      isShown={!isReadOnly && editor.isDirty && !editor.theirs}
      isSaving={editor.isSaving}
      onSave={editor.save}
      onDiscard={editor.discard}
    />
    <LeaveGuard isDirty={!isReadOnly && editor.isUnsent} />
  </Stack>
)

const MOST_TOLD = 5

const Problems = <D extends { version: number }>({ editor, labels }: Pick<Props<D>, 'editor' | 'labels'>) => {
  const notice = useRef<HTMLDivElement>(null)
  const { errors, failure, theirs } = editor
  // biome-ignore lint/correctness/useExhaustiveDependencies: each try to save that fails leads the eye here
  useEffect(() => {
    notice.current?.scrollIntoView({ block: 'center' })
  }, [errors, failure, theirs])
  const wrong = [...new Set(Object.values(errors))]
  if (theirs) return <Stale editor={editor} theirs={theirs} labels={labels} />
  if (wrong.length === 0 && !failure) return null
  return (
    <Alert ref={notice} color="red" title="Not saved" role="alert">
      {wrong.length > 0 ? wrong.slice(0, MOST_TOLD).join(' · ') : messageOf(failure)}
    </Alert>
  )
}

const Stale = <D extends { version: number }>({ editor, theirs, labels }: Pick<Props<D>, 'editor' | 'labels'> & { theirs: D }) => {
  const changed = changedFields(editor.read, theirs, labels)
  return (
    <Alert color="yellow" title="Someone else saved this meanwhile" role="alert">
      <Stack gap="sm">
        <Text fz="md">
          {changed.length > 0 ? `They changed: ${changed.join(', ')}.` : 'What they changed does not show in this form.'} What you typed is
          still here.
        </Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={editor.takeTheirs}>
            Show theirs, drop mine
          </Button>
          <Button size="xs" variant="default" onClick={editor.keepMine}>
            Keep mine, to save over theirs
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
