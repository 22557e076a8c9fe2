import { Button, Group, Kbd, Paper, Text, Transition } from '@mantine/core'
import { MOD, useKeys } from '#admin/parts/keys.ts'
import classes from './save-bar.module.css'

type Props = { isShown: boolean; isSaving: boolean; onSave(): void; onDiscard(): void }

/** Rises as soon as something differs from what is saved. ⌘S saves from anywhere. */
export const SaveBar = ({ isShown, isSaving, onSave, onDiscard }: Props) => {
  useKeys({ 'mod+s': () => isShown && onSave() })
  return (
    <Transition mounted={isShown} transition="slide-up" duration={150}>
      {(style) => (
        <Paper className={classes.bar} style={style} role="region" aria-label="Unsaved changes" shadow="lg" radius="lg">
          <Text fz="md" fw={500} visibleFrom="xs">
            Unsaved changes
          </Text>
          <Group gap="xs" ml="auto" wrap="nowrap">
            <Button variant="default" onClick={onDiscard} disabled={isSaving}>
              Discard
            </Button>
            <Button
              onClick={onSave}
              loading={isSaving}
              rightSection={
                <Kbd size="xs" visibleFrom="sm" aria-hidden="true">
                  {`${MOD} S`}
                </Kbd>
              }
            >
              Save
            </Button>
          </Group>
        </Paper>
      )}
    </Transition>
  )
}
