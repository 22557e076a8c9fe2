import { Avatar, Card, Group, Select, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { api } from '#admin/api/api.ts'
import { useIsAdmin, useSession } from '#admin/app/session.ts'
import { type CustomersSearch, lastCustomersSearch } from '#admin/customers/customers-search.ts'
import { ROLES, useChangeRole } from '#admin/customers/use-change-role.tsx'
import { Failure } from '#admin/parts/failure.tsx'
import { Link } from '#admin/parts/links.tsx'
import { Nothing } from '#admin/parts/nothing.tsx'
import { opens } from '#admin/parts/opens.ts'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { Pager } from '#admin/parts/pager.tsx'
import { SearchBox } from '#admin/parts/search-box.tsx'
import { SkeletonRows } from '#admin/parts/skeleton-rows.tsx'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import type { Customer, User } from '#modules/customers/contract.ts'

const A_PAGE = 30

/** Everyone with an account. Administrators decide here who may do what. */
export const CustomersPage = () => {
  const search = useSearch({ from: '/customers' })
  const navigate = useNavigate({ from: '/customers' })
  const { q, page } = search
  useEffect(() => lastCustomersSearch.keep(search), [search])
  const { data, error, refetch, isPlaceholderData, isFetching } = useQuery({
    queryKey: ['customers', q, page],
    queryFn: ({ signal }) => api.customers.listCustomers({ query: q, page, limit: A_PAGE }, { signal }),
    placeholderData: keepPreviousData,
  })
  const show = (change: CustomersSearch) => void navigate({ search: { ...search, page: undefined, ...change } })
  return (
    <>
      <PageTitle title="Customers" text="Everyone with an account, staff included. Guests are found by their orders." />
      <Card padding={0}>
        <Group p="sm" style={{ borderBottom: '1px solid var(--souk-line)' }}>
          <SearchBox label="Search name, email or group" value={q} onSearch={(text) => show({ q: text })} />
        </Group>
        {error && !data ? (
          <Failure error={error} retry={refetch} />
        ) : data?.users.length === 0 ? (
          <Nothing
            icon={IconUsers}
            title={q ? 'Nobody matches' : 'No accounts yet'}
            text={q ? `Nobody was found for “${q}”.` : undefined}
          />
        ) : (
          <Table aria-label="Customers" aria-busy={isFetching} style={{ opacity: isPlaceholderData ? 0.6 : 1 }}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Name</Table.Th>
                <Table.Th visibleFrom="md">Email</Table.Th>
                <Table.Th visibleFrom="sm">Since</Table.Th>
                <Table.Th visibleFrom="sm">Orders</Table.Th>
                <Table.Th visibleFrom="sm">Group</Table.Th>
                <Table.Th>Role</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {!data && <SkeletonRows columns={6} />}
              {data?.users.map((user) => (
                <Row key={user.user_id} user={user} />
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Pager page={page} hasMore={data?.has_more ?? false} onPage={(next) => show({ page: next })} />
      </Card>
    </>
  )
}

const Row = ({ user }: { user: Customer }) => {
  const navigate = useNavigate()
  return (
    <Table.Tr
      className="row-that-opens"
      onClick={opens(() => void navigate({ to: '/customers/$userId', params: { userId: user.user_id } }))}
    >
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          <Avatar size={32} radius="xl" name={user.name || user.email} color="gray" aria-hidden="true" />
          <div>
            <Link to="/customers/$userId" params={{ userId: user.user_id }} fz="md" fw={500}>
              {user.name || user.email}
            </Link>
            <Text hiddenFrom="md" fz="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {user.email}
            </Text>
          </div>
        </Group>
      </Table.Td>
      <Table.Td visibleFrom="md">{user.email}</Table.Td>
      <Table.Td visibleFrom="sm" title={showFullTime(user.created_at)}>
        {showTime(user.created_at)}
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Link to="/orders" search={{ q: user.email }}>
          Show<VisuallyHidden>{` the orders of ${user.email}`}</VisuallyHidden>
        </Link>
      </Table.Td>
      <Table.Td visibleFrom="sm">{user.customer_group ?? '–'}</Table.Td>
      <Table.Td w={170}>
        <RoleCell user={user} />
      </Table.Td>
    </Table.Tr>
  )
}

/** Administrators choose; everyone else, and everyone for themselves, only sees. */
const RoleCell = ({ user }: { user: User }) => {
  const isAdmin = useIsAdmin()
  const { user: me } = useSession()
  const { ask, isPending } = useChangeRole()
  if (!isAdmin || me?.user_id === user.user_id) return <ToneBadge {...ROLES[user.role]} />
  return (
    <Select
      size="xs"
      aria-label={`Role of ${user.email}`}
      data={Object.entries(ROLES).map(([value, { title }]) => ({ value, label: title }))}
      value={user.role}
      allowDeselect={false}
      disabled={isPending}
      onChange={(role) => ask(user, role)}
    />
  )
}
