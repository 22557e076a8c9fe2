import { notifications } from '@mantine/notifications'
import { ApiError } from '#admin/api/client.ts'

/** Short news about something that has been done. */
export const tell = (message: string) => notifications.show({ message, color: 'leaf', autoClose: 4_000 })

export const tellProblem = (title: string, message: string) => notifications.show({ title, message, color: 'red', autoClose: 10_000 })

export const tellFailure = (error: unknown) => tellProblem('That did not work', messageOf(error))

/** What the shop says about a failure, with the id under which its log knows it when it is a fault of the shop. */
export const messageOf = (error: unknown): string => {
  if (!(error instanceof ApiError)) return 'Something went wrong in this page. Reload it and try again.'
  const { detail, status, request_id } = error.problem
  return status >= 500 && request_id ? `${detail} (request ${request_id})` : detail
}
