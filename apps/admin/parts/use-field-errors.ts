import { useEffect } from 'react'
import { isApiError } from '#admin/api/client.ts'

/** Field path -> what is wrong with it, as the shop said: `{ 'variants.0.sku': 'is missing' }`. */
export const fieldErrors = (error: unknown): Record<string, string> => {
  if (!isApiError(error)) return {}
  const { problems, field, detail } = error.problem
  if (problems?.length) return Object.fromEntries(problems.map((problem) => [problem.field, sayProblem(problem.message)]))
  return field ? { [field]: detail } : {}
}

const sayProblem = (message: string) => message.charAt(0).toUpperCase() + message.slice(1)

/** Shows what the shop found wrong at the fields themselves. */
export const useFieldErrors = (form: { setErrors(errors: Record<string, string>): void }, error: unknown) => {
  const { setErrors } = form
  useEffect(() => {
    if (error) setErrors(fieldErrors(error))
  }, [error, setErrors])
}
