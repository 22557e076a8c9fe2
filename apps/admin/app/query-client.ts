import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { isApiError } from '#admin/api/client.ts'
import { sessionQuery } from '#admin/app/session.ts'
import { tellFailure } from '#admin/parts/tell.ts'

declare module '@tanstack/react-query' {
  interface Register {
    /** `shows_its_error`: the page tells the failure where it belongs, so no toast repeats it */
    mutationMeta: { shows_its_error?: boolean }
  }
}

const MOST_TRIES = 2

/** A session that has ended shows the sign-in page; a change that failed is told once. */
export const makeQueryClient = (): QueryClient => {
  const onError = (error: unknown) => {
    if (isApiError(error, 'SIGN_IN_REQUIRED')) client.setQueryData(sessionQuery.queryKey, { user: null, needs_admin: false })
  }
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({
      onError: (error, _input, _context, mutation) => {
        onError(error)
        if (!mutation.meta?.shows_its_error) tellFailure(error)
      },
    }),
    defaultOptions: {
      queries: { staleTime: 10_000, retry: (tries, error) => tries < MOST_TRIES && mayPass(error) },
      mutations: { retry: false },
    },
  })
  return client
}

/** Only what may be different in a moment is asked again: no answer, or a fault of the shop. */
const mayPass = (error: unknown) => !isApiError(error) || error.problem.status === 0 || error.problem.status >= 500
