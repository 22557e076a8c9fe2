import { Alert, Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import { useSession } from '#admin/app/session.ts'
import { messageOf, tell } from '#admin/parts/tell.ts'
import { useFieldErrors } from '#admin/parts/use-field-errors.ts'

type TestMail = { to: string; subject: string; message: string }

/** Shows whether sending works, before a customer finds out. */
export const TestMailDialog = ({ onClose, onSent }: { onClose(): void; onSent(mail_id: string): void }) => {
  const { user } = useSession()
  const cache = useQueryClient()
  const form = useForm<TestMail>({
    initialValues: { to: user?.email ?? '', subject: 'A test mail', message: 'If you can read this, the shop can send mails.' },
  })
  const sending = useMutation({
    mutationFn: (input: TestMail) => api.notifications.sendTestEmail(input),
    meta: { shows_its_error: true },
    onSuccess: ({ mail_id, state }) => {
      tell(state === 'kept' ? 'The mail is kept in the mailbox' : 'The mail is on its way')
      void cache.invalidateQueries({ queryKey: ['mails'] })
      onClose()
      onSent(mail_id)
    },
  })
  useFieldErrors(form, sending.error)
  return (
    <Modal opened onClose={onClose} title="Send a test mail" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={form.onSubmit((input) => sending.mutate(input))}>
        <Stack gap="md">
          {sending.error && (
            <Alert color="red" role="alert">
              {messageOf(sending.error)}
            </Alert>
          )}
          <TextInput label="To" type="email" required maxLength={254} data-autofocus {...form.getInputProps('to')} />
          <TextInput label="Subject" required maxLength={200} {...form.getInputProps('subject')} />
          <Textarea label="Message" autosize minRows={3} maxLength={10_000} {...form.getInputProps('message')} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={sending.isPending}>
              Send
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
