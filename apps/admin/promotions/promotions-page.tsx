import { Card, Group, Table, Text } from '@mantine/core'
import { IconDiscount, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Failure } from '#admin/parts/failure.tsx'
import { Link, LinkButton } from '#admin/parts/links.tsx'
import { Nothing } from '#admin/parts/nothing.tsx'
import { opens } from '#admin/parts/opens.ts'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { Pager } from '#admin/parts/pager.tsx'
import { SearchBox } from '#admin/parts/search-box.tsx'
import { SkeletonRows } from '#admin/parts/skeleton-rows.tsx'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import { useRowKeys } from '#admin/parts/use-row-keys.ts'
import { type PromotionRow, promotionsQuery, useNames } from '#admin/promotions/promotion-queries.ts'
import { periodWords, standingOf } from '#admin/promotions/promotion-words.ts'
import { lastPromotionsSearch, type PromotionsSearch } from '#admin/promotions/promotions-search.ts'
import { type NameOf, sentenceOf } from '#admin/promotions/rule-words.ts'

/** All promotions, each told in a sentence. */
export const PromotionsPage = () => {
  const search = useSearch({ from: '/promotions' })
  useEffect(() => lastPromotionsSearch.keep(search), [search])
  const navigate = useNavigate({ from: '/promotions' })
  const query = useQuery(promotionsQuery(search))
  const rows = query.data?.promotions
  const nameOf = useNames((rows ?? []).map(({ rule }) => rule))
  const open = (promotionId: string) => void navigate({ to: '/promotions/$promotionId', params: { promotionId } })
  const focused = useRowKeys({ ids: (rows ?? []).map(({ promotion_id }) => promotion_id), open })
  const show = (change: PromotionsSearch) => void navigate({ search: { ...search, page: undefined, ...change } })
  return (
    <>
      <PageTitle title="Promotions" text="Discounts that come by themselves or with a code.">
        <LinkButton to="/promotions/new" leftSection={<IconPlus size={16} />}>
          Add a promotion
        </LinkButton>
      </PageTitle>
      <Card padding={0}>
        <Group p="sm" style={{ borderBottom: '1px solid var(--souk-line)' }}>
          <SearchBox label="Search a title, or a whole code" value={search.q} onSearch={(q) => show({ q })} />
        </Group>
        {query.error && !rows ? (
          <Failure error={query.error} retry={query.refetch} />
        ) : rows?.length === 0 ? (
          <NoPromotions q={search.q} />
        ) : (
          <Table aria-label="Promotions" aria-busy={query.isFetching} style={{ opacity: query.isPlaceholderData ? 0.6 : 1 }}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Promotion</Table.Th>
                <Table.Th>State</Table.Th>
                <Table.Th visibleFrom="sm">Gets it</Table.Th>
                <Table.Th visibleFrom="md">Period</Table.Th>
                <Table.Th visibleFrom="sm" ta="right">
                  Used
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {!rows && <SkeletonRows columns={5} />}
              {rows?.map((row) => (
                <Row key={row.promotion_id} {...{ row, nameOf, open }} isFocused={row.promotion_id === focused} />
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Pager page={search.page} hasMore={query.data?.has_more ?? false} onPage={(page) => show({ page })} />
      </Card>
    </>
  )
}

type RowProps = { row: PromotionRow; nameOf: NameOf; isFocused: boolean; open(promotion_id: string): void }

const Row = ({ row, nameOf, isFocused, open }: RowProps) => (
  <Table.Tr
    className="row-that-opens"
    data-row={row.promotion_id}
    data-focused={isFocused || undefined}
    onClick={opens(() => open(row.promotion_id))}
  >
    <Table.Td>
      <Link to="/promotions/$promotionId" params={{ promotionId: row.promotion_id }} fw={500} c="var(--mantine-color-text)">
        {row.title}
      </Link>
      <Text fz="sm" c="dimmed" maw={520}>
        {sentenceOf(row.rule, nameOf, row.trigger)}
      </Text>
    </Table.Td>
    <Table.Td>
      <ToneBadge {...standingOf(row)} />
    </Table.Td>
    <Table.Td visibleFrom="sm">{row.trigger === 'code' ? 'With a code' : 'By itself'}</Table.Td>
    <Table.Td visibleFrom="md">{periodWords(row)}</Table.Td>
    <Table.Td visibleFrom="sm" ta="right" className="numbers">
      {row.limit_total === null ? row.used : `${row.used} / ${row.limit_total}`}
    </Table.Td>
  </Table.Tr>
)

const NoPromotions = ({ q }: { q: string | undefined }) => (
  <Nothing
    icon={IconDiscount}
    title={q ? 'Nothing matches' : 'No promotions yet'}
    text={q ? `No promotion was found for “${q}”.` : 'Take a percentage off, give three for two, or make shipping free from an amount on.'}
  >
    {!q && (
      <LinkButton to="/promotions/new" variant="default" mt="xs">
        Add the first one
      </LinkButton>
    )}
  </Nothing>
)
