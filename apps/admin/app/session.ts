import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { sessionRoutes } from '#admin/api/session-routes.ts'
import type { User } from '#modules/customers/contract.ts'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => sessionRoutes.read(signal),
  staleTime: 5 * 60_000,
})

/** Who is signed in; the pages below the shell are only shown to staff and administrators. */
export const useSession = () => useSuspenseQuery(sessionQuery).data

export const isStaff = (user: User | null): user is User => user?.role === 'staff' || user?.role === 'admin'

export const useIsAdmin = () => useSession().user?.role === 'admin'

/** Whoever signs in sees nothing of what the one before has loaded. */
const useOpened = () => {
  const cache = useQueryClient()
  return ({ user }: { user: User | null }) => {
    cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
    cache.setQueryData(sessionQuery.queryKey, { user, needs_admin: false })
  }
}

export const useSignIn = () => useMutation({ mutationFn: sessionRoutes.signIn, onSuccess: useOpened(), meta: { shows_its_error: true } })

export const useSetUp = () => useMutation({ mutationFn: sessionRoutes.setUp, onSuccess: useOpened(), meta: { shows_its_error: true } })

export const useSignOut = () => {
  const opened = useOpened()
  return useMutation({ mutationFn: sessionRoutes.signOut, onSuccess: () => opened({ user: null }) })
}
