import { Alert } from '@mantine/core'
import { isApiError } from '#admin/api/client.ts'
import { messageOf } from '#admin/parts/tell.ts'

/** What the shop refused, inside the form it was asked by: what was typed stays. */
export const FormFailure = ({ error }: { error: unknown }) =>
  error ? (
    <Alert
      color={isApiError(error, 'STALE') ? 'yellow' : 'red'}
      role="alert"
      title={isApiError(error, 'STALE') ? 'This has changed meanwhile' : undefined}
    >
      {messageOf(error)}
    </Alert>
  ) : null
