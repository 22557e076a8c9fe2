import { Anchor, Card, Group, Table } from '@mantine/core'
import { IconFileInvoice } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { api } from '#admin/api/api.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { Link } from '#admin/parts/links.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { Nothing } from '#admin/parts/nothing.tsx'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { Pager } from '#admin/parts/pager.tsx'
import { SkeletonRows } from '#admin/parts/skeleton-rows.tsx'
import { showFullTime, showTime } from '#admin/parts/times.ts'
import { ViewTab, ViewTabs } from '#admin/parts/view-tabs.tsx'
import { DocumentKind } from '#modules/documents/contract.ts'

const TITLES = { invoice: 'Invoices', credit_note: 'Credit notes' } as const

/** All invoices and credit notes, newest first. */
export const DocumentsPage = () => {
  const { kind, page } = useSearch({ from: '/documents' })
  const navigate = useNavigate({ from: '/documents' })
  const { data, error, refetch, isFetching, isPlaceholderData } = useQuery({
    queryKey: ['documents', kind, page],
    queryFn: ({ signal }) => api.documents.listAllDocuments({ kind, page, limit: 30 }, { signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <PageTitle title="Documents" text="Invoices and credit notes, numbered without a gap. What was issued stays as it is." />
      <Card padding={0}>
        <Group p="sm" style={{ borderBottom: '1px solid var(--souk-line)' }}>
          <ViewTabs label="Views of documents">
            <ViewTab to="/documents" search={{}} isCurrent={!kind}>
              All
            </ViewTab>
            {DocumentKind.enum.map((name) => (
              <ViewTab key={name} to="/documents" search={{ kind: name }} isCurrent={kind === name}>
                {TITLES[name]}
              </ViewTab>
            ))}
          </ViewTabs>
        </Group>
        {error && !data ? (
          <Failure error={error} retry={refetch} />
        ) : data?.documents.length === 0 ? (
          <Nothing icon={IconFileInvoice} title="None yet" text="An order gets its invoice as the settings say; see Settings, Invoices." />
        ) : (
          <Table aria-label="Documents" aria-busy={isFetching} style={{ opacity: isPlaceholderData ? 0.6 : 1 }}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Number</Table.Th>
                <Table.Th visibleFrom="sm">Kind</Table.Th>
                <Table.Th>Order</Table.Th>
                <Table.Th visibleFrom="sm">Issued</Table.Th>
                <Table.Th ta="right">Total</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {!data && <SkeletonRows columns={5} />}
              {data?.documents.map((row) => (
                <Table.Tr key={row.document_id}>
                  <Table.Td>
                    <Anchor href={`/api/documents/${row.document_id}/file`} target="_blank" rel="noreferrer" inherit fw={500}>
                      {row.number}
                    </Anchor>
                  </Table.Td>
                  <Table.Td visibleFrom="sm">{row.kind === 'invoice' ? 'Invoice' : 'Credit note'}</Table.Td>
                  <Table.Td>
                    <Link to="/orders/$orderId" params={{ orderId: row.order_id }}>
                      {row.order_number}
                    </Link>
                  </Table.Td>
                  <Table.Td visibleFrom="sm" title={showFullTime(row.issued_at)}>
                    {showTime(row.issued_at)}
                  </Table.Td>
                  <Table.Td ta="right" className="numbers">
                    {showMoney(row.total)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Pager page={page} hasMore={data?.has_more ?? false} onPage={(next) => void navigate({ search: { kind, page: next } })} />
      </Card>
    </>
  )
}
