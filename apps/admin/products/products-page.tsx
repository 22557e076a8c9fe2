import { Card, Group, Table, Text } from '@mantine/core'
import { IconFileImport, IconPlus, IconTag } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Failure } from '#admin/parts/failure.tsx'
import { Link, LinkButton } from '#admin/parts/links.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { Nothing } from '#admin/parts/nothing.tsx'
import { opens } from '#admin/parts/opens.ts'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { Pager } from '#admin/parts/pager.tsx'
import { Thumb } from '#admin/parts/picture.tsx'
import { SearchBox } from '#admin/parts/search-box.tsx'
import { SkeletonRows } from '#admin/parts/skeleton-rows.tsx'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { useRowKeys } from '#admin/parts/use-row-keys.ts'
import { ViewTab, ViewTabs } from '#admin/parts/view-tabs.tsx'
import { LANGUAGE } from '#admin/parts/words.ts'
import { productsQuery } from '#admin/products/product-queries.ts'
import { STATUSES } from '#admin/products/product-words.ts'
import { lastProductsSearch, type ProductsSearch } from '#admin/products/products-search.ts'
import { type catalog, Status } from '#modules/catalog/contract.ts'
import type { Output } from '#platform/contract.ts'

type ProductRow = Output<typeof catalog.ops.listAllProducts>['products'][number]

/** Products of every status, the last changed first. */
export const ProductsPage = () => {
  const search = useSearch({ from: '/products' })
  useEffect(() => lastProductsSearch.keep(search), [search])
  const navigate = useNavigate({ from: '/products' })
  const query = useQuery(productsQuery(search))
  const rows = query.data?.products
  const open = (productId: string) => void navigate({ to: '/products/$productId', params: { productId } })
  const focused = useRowKeys({ ids: (rows ?? []).map(({ product_id }) => product_id), open })
  const show = (change: ProductsSearch) => void navigate({ search: { ...search, page: undefined, ...change } })
  return (
    <>
      <PageTitle title="Products">
        <LinkButton to="/imports" variant="default" leftSection={<IconFileImport size={16} />}>
          Import
        </LinkButton>
        <LinkButton to="/products/new" leftSection={<IconPlus size={16} />}>
          Add a product
        </LinkButton>
      </PageTitle>
      <Card padding={0}>
        <Group p="sm" justify="space-between" gap="sm" style={{ borderBottom: '1px solid var(--souk-line)' }}>
          <Views search={search} />
          <SearchBox label="Search title or SKU" value={search.q} onSearch={(q) => show({ q })} />
        </Group>
        {query.error && !rows ? (
          <Failure error={query.error} retry={query.refetch} />
        ) : rows?.length === 0 ? (
          <NoProducts search={search} />
        ) : (
          <Table aria-label="Products" aria-busy={query.isFetching} style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
            <Head />
            <Table.Tbody>
              {!rows && <SkeletonRows columns={6} />}
              {rows?.map((row) => (
                <Row key={row.product_id} row={row} isFocused={row.product_id === focused} open={open} />
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Pager page={search.page} hasMore={query.data?.has_more ?? false} onPage={(page) => show({ page })} />
      </Card>
    </>
  )
}

const Views = ({ search }: { search: ProductsSearch }) => (
  <ViewTabs label="Views of products">
    <ViewTab to="/products" search={{ q: search.q }} isCurrent={!search.status}>
      All
    </ViewTab>
    {Status.enum.map((status) => (
      <ViewTab key={status} to="/products" search={{ status, q: search.q }} isCurrent={search.status === status}>
        {STATUSES[status].title}
      </ViewTab>
    ))}
  </ViewTabs>
)

const Head = () => (
  <Table.Thead>
    <Table.Tr>
      <Table.Th>Product</Table.Th>
      <Table.Th>Status</Table.Th>
      <Table.Th visibleFrom="sm">Stock</Table.Th>
      <Table.Th visibleFrom="md">Variants</Table.Th>
      <Table.Th ta="right" visibleFrom="sm">
        Price
      </Table.Th>
      <Table.Th visibleFrom="md">Changed</Table.Th>
    </Table.Tr>
  </Table.Thead>
)

type RowProps = { row: ProductRow; isFocused: boolean; open(productId: string): void }

const Row = ({ row, isFocused, open }: RowProps) => (
  <Table.Tr
    className="row-that-opens"
    data-row={row.product_id}
    data-focused={isFocused || undefined}
    onClick={opens(() => open(row.product_id))}
  >
    <Table.Td>
      <Group gap="sm" wrap="nowrap">
        <Thumb picture={row.picture} />
        <div>
          <Link to="/products/$productId" params={{ productId: row.product_id }} fw={500} c="var(--mantine-color-text)">
            {row.title}
          </Link>
          {row.price && (
            <Text hiddenFrom="sm" fz="sm" c="dimmed">
              {showMoney(row.price)}
            </Text>
          )}
        </div>
      </Group>
    </Table.Td>
    <Table.Td>
      <ToneBadge {...STATUSES[row.status]} />
    </Table.Td>
    <Table.Td visibleFrom="sm">
      {row.in_stock ? (
        <span className="numbers">{`${row.available.toLocaleString(LANGUAGE)} in stock`}</span>
      ) : (
        <Text fz="md" c="var(--souk-red-ink)">
          Sold out
        </Text>
      )}
    </Table.Td>
    <Table.Td visibleFrom="md" className="numbers">
      {row.variant_count}
    </Table.Td>
    <Table.Td ta="right" visibleFrom="sm" className="numbers">
      {row.price ? showMoney(row.price) : '–'}
    </Table.Td>
    <Table.Td visibleFrom="md" style={{ whiteSpace: 'nowrap' }} title={showFullTime(row.updated_at)}>
      {showTime(row.updated_at)}
    </Table.Td>
  </Table.Tr>
)

const NoProducts = ({ search: { q, status } }: { search: ProductsSearch }) => {
  if (q)
    return (
      <Nothing icon={IconTag} title="No product matches" text={`Nothing was found for “${q}”. Try another word of the title, or a SKU.`} />
    )
  if (status) return <Nothing icon={IconTag} title="No products here" text="No product has this status." />
  return (
    <Nothing icon={IconTag} title="No products yet" text="Add the first one, or bring those of another shop along from a CSV file.">
      <Group mt="sm">
        <LinkButton to="/products/new">Add a product</LinkButton>
        <LinkButton to="/imports" variant="default">
          Import a file
        </LinkButton>
      </Group>
    </Nothing>
  )
}
