import { Button, Center, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { isStaff, sessionQuery, useSignOut } from '#admin/app/session.ts'
import { SetUpPage } from '#admin/app/set-up-page.tsx'
import { Shell } from '#admin/app/shell.tsx'
import { SignInPage } from '#admin/app/sign-in-page.tsx'
import { Threshold } from '#admin/app/threshold.tsx'
import { Failure } from '#admin/parts/failure.tsx'
import type { User } from '#modules/customers/contract.ts'

/** Lets staff in. Everyone else sees how to get in, at the address they asked for. */
export const Gate = () => {
  const { data: session, error, refetch } = useQuery(sessionQuery)
  const isSetUp = useRouterState({ select: ({ location }) => location.pathname.endsWith('/setup') })
  if (error && !session)
    return (
      <Threshold title="The shop does not answer">
        <Failure error={error} retry={refetch} />
      </Threshold>
    )
  if (!session)
    return (
      <Center h="100dvh">
        <Loader role="status" aria-label="Loading" />
      </Center>
    )
  if (isSetUp && session.needs_admin) return <SetUpPage />
  if (!session.user) return <SignInPage needsAdmin={session.needs_admin} />
  if (!isStaff(session.user)) return <NotStaff user={session.user} />
  return (
    <Shell>
      <Outlet />
    </Shell>
  )
}

const NotStaff = ({ user }: { user: User }) => {
  const signOut = useSignOut()
  return (
    <Threshold title="This account cannot open the admin" text={`${user.email} is a customer. Ask an administrator to make you staff.`}>
      <Button onClick={() => signOut.mutate()} loading={signOut.isPending}>
        Sign in as someone else
      </Button>
    </Threshold>
  )
}
