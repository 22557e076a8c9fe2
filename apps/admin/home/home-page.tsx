import { Grid, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSession } from '#admin/app/session.ts'
import { LatestOrders } from '#admin/home/latest-orders.tsx'
import { Numbers } from '#admin/home/numbers.tsx'
import { SetupGuide } from '#admin/home/setup-guide.tsx'
import { ToDos } from '#admin/home/to-dos.tsx'
import { toDosQuery } from '#admin/orders/order-queries.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { PageTitle } from '#admin/parts/page-title.tsx'

/** What waits comes first, then how the shop does. */
export const HomePage = () => {
  const { user } = useSession()
  const { data, error, refetch } = useQuery(toDosQuery)
  const name = user?.name.split(' ')[0]
  return (
    <>
      <PageTitle title={name ? `${greeting()}, ${name}` : greeting()} text="What waits for you, and how the shop does." />
      <Stack gap="lg">
        {error && !data && <Failure error={error} retry={refetch} />}
        <ToDos counts={data} />
        <SetupGuide />
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Numbers counts={data} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 7 }}>
            <LatestOrders />
          </Grid.Col>
        </Grid>
      </Stack>
    </>
  )
}

const NOON = 12
const EVENING = 18

const greeting = () => {
  const hour = new Date().getHours()
  return hour < NOON ? 'Good morning' : hour < EVENING ? 'Good afternoon' : 'Good evening'
}
