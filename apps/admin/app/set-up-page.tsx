import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useSetUp } from '#admin/app/session.ts'
import { Threshold } from '#admin/app/threshold.tsx'
import { messageOf } from '#admin/parts/tell.ts'
import { useFieldErrors } from '#admin/parts/use-field-errors.ts'

/** Makes the first administrator with the one-time token that was printed at the first start. */
export const SetUpPage = () => {
  const { token } = useSearch({ from: '/setup' })
  const setUp = useSetUp()
  const navigate = useNavigate()
  const form = useForm({ initialValues: { setup_token: token, name: '', email: '', password: '' } })
  useFieldErrors(form, setUp.error)
  const submit = ({ name, ...rest }: typeof form.values) =>
    setUp.mutate(name ? { ...rest, name } : rest, { onSuccess: () => navigate({ to: '/', replace: true }) })
  return (
    <Threshold title="Set up your shop" text="Make the first administrator. You can invite others later.">
      <form onSubmit={form.onSubmit(submit)}>
        <Stack gap="md">
          {setUp.error && (
            <Alert color="red" role="alert">
              {messageOf(setUp.error)}
            </Alert>
          )}
          {!token && (
            <TextInput label="Set-up token" description="From the link the shop printed" required {...form.getInputProps('setup_token')} />
          )}
          <TextInput label="Your name" autoComplete="name" maxLength={200} {...form.getInputProps('name')} />
          <TextInput label="Email" type="email" autoComplete="username" required {...form.getInputProps('email')} />
          <PasswordInput
            label="Password"
            description="At least 8 characters; a short sentence is a good one"
            autoComplete="new-password"
            minLength={8}
            maxLength={128}
            required
            {...form.getInputProps('password')}
          />
          <Button type="submit" size="md" fullWidth loading={setUp.isPending}>
            Open the admin
          </Button>
        </Stack>
      </form>
    </Threshold>
  )
}
