import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useSignIn } from '#admin/app/session.ts'
import { Threshold } from '#admin/app/threshold.tsx'
import { messageOf } from '#admin/parts/tell.ts'

/** The address stays what it was, so signing in leads to the page that was asked for. */
export const SignInPage = ({ needsAdmin }: { needsAdmin: boolean }) => {
  const signIn = useSignIn()
  const form = useForm({ initialValues: { email: '', password: '' } })
  const isComplete = form.values.email !== '' && form.values.password !== ''
  return (
    <Threshold title="Sign in to the admin">
      {needsAdmin && (
        <Alert color="yellow" title="This shop has no administrator yet">
          Open the one-time link that was printed when the shop started; it leads to the set-up page.
        </Alert>
      )}
      <form onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
        <Stack gap="md">
          {signIn.error && (
            <Alert color="red" role="alert">
              {messageOf(signIn.error)}
            </Alert>
          )}
          <TextInput label="Email" type="email" autoComplete="username" required autoFocus {...form.getInputProps('email')} />
          <PasswordInput label="Password" autoComplete="current-password" required {...form.getInputProps('password')} />
          <Button type="submit" size="md" fullWidth loading={signIn.isPending} disabled={!isComplete}>
            Sign in
          </Button>
        </Stack>
      </form>
    </Threshold>
  )
}
