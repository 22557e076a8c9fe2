import { Grid, Group, Skeleton, Stack } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { isApiError } from '#admin/api/client.ts'
import { AboutCard, AddressesCard, CreditCard, OrdersCard } from '#admin/customers/customer-cards.tsx'
import { customerQuery } from '#admin/customers/customer-queries.ts'
import { lastCustomersSearch } from '#admin/customers/customers-search.ts'
import { TermsCard } from '#admin/customers/terms-card.tsx'
import { ROLES } from '#admin/customers/use-change-role.tsx'
import { Failure } from '#admin/parts/failure.tsx'
import { Nothing } from '#admin/parts/nothing.tsx'
import { BackLink, PageTitle } from '#admin/parts/page-title.tsx'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'

const Back = () => (
  <BackLink to="/customers" search={lastCustomersSearch.get()}>
    Back to the customers
  </BackLink>
)

/** Someone with an account: who they are, what they bought, and on what terms they buy. */
export const CustomerPage = () => {
  const { userId } = useParams({ from: '/customers/$userId' })
  const { data, error, refetch } = useQuery(customerQuery(userId))
  if (!data)
    return (
      <>
        <PageTitle title="Customer" back={<Back />} />
        {isApiError(error, 'NOT_FOUND') || isApiError(error, 'INVALID_INPUT') ? (
          <Nothing icon={IconUsers} title="There is no such account" />
        ) : error ? (
          <Failure error={error} retry={refetch} />
        ) : (
          <Skeleton h={320} radius="md" />
        )}
      </>
    )
  const { customer } = data
  return (
    <>
      <PageTitle
        title={customer.name || customer.email}
        back={<Back />}
        badges={
          <Group gap={6}>
            {customer.role !== 'customer' && <ToneBadge {...ROLES[customer.role]} />}
            {customer.customer_group && <ToneBadge title={customer.customer_group} tone="blue" />}
            {customer.is_tax_exempt && <ToneBadge title="Exempt from tax" tone="amber" />}
          </Group>
        }
      />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="lg">
            <TermsCard key={userId} customer={customer} />
            <OrdersCard customer={customer} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="lg">
            <AboutCard customer={customer} />
            <AddressesCard customer={customer} />
            <CreditCard customer={customer} />
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  )
}
