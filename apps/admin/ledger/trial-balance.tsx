import { Alert, Group, Skeleton, Table, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { trialBalanceQuery } from '#admin/ledger/ledger-queries.ts'
import type { LedgerSearch } from '#admin/ledger/ledger-search.ts'
import { accountWords } from '#admin/ledger/ledger-words.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { showMoney } from '#admin/parts/money.ts'
import { sentence } from '#admin/parts/words.ts'
import { AccountKind } from '#modules/ledger/contract.ts'

/** What was on each account at the end of a day. Debits and credits come to the same in each currency. */
export const TrialBalance = ({
  day = new Date().toISOString().slice(0, 10),
  show,
}: {
  day: string | undefined
  show(change: LedgerSearch): void
}) => {
  const { data, error, refetch } = useQuery(trialBalanceQuery(day))
  const isUneven = data?.totals.some(({ debit, credit }) => debit !== credit)
  return (
    <>
      <Group p="sm" gap="sm">
        <TextInput
          type="date"
          label="At the end of"
          value={day}
          onChange={(event) => show({ to: event.currentTarget.value || undefined })}
        />
      </Group>
      {isUneven && (
        <Alert color="red" m="sm" title="Debits and credits differ" role="alert">
          This must not be. Verify the books, and look at the audit.
        </Alert>
      )}
      {error ? (
        <Failure error={error} retry={refetch} />
      ) : data ? (
        <Table.ScrollContainer minWidth={300} type="native" tabIndex={0} role="region" aria-label="Balances">
          <Table aria-label="Balances" verticalSpacing={8}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Account</Table.Th>
                <Table.Th visibleFrom="sm">Kind</Table.Th>
                <Table.Th ta="right" visibleFrom="sm">
                  Debit
                </Table.Th>
                <Table.Th ta="right" visibleFrom="sm">
                  Credit
                </Table.Th>
                <Table.Th ta="right">Balance</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {AccountKind.enum
                .flatMap((kind) => data.balances.filter((balance) => balance.kind === kind))
                .map((row) => (
                  <Table.Tr key={`${row.account} ${row.detail} ${row.currency}`}>
                    <Table.Td>{accountWords(row.title, row)}</Table.Td>
                    <Table.Td c="dimmed" visibleFrom="sm">
                      {sentence(row.kind)}
                    </Table.Td>
                    {[row.debit, row.credit].map((amount, index) => (
                      <Table.Td key={['debit', 'credit'][index]} ta="right" visibleFrom="sm" className="numbers">
                        {showMoney({ amount, currency: row.currency })}
                      </Table.Td>
                    ))}
                    <Table.Td ta="right" className="numbers">
                      {showMoney({ amount: row.balance, currency: row.currency })}
                    </Table.Td>
                  </Table.Tr>
                ))}
              {data.balances.length === 0 && (
                <Table.Tr>
                  <Table.Td colSpan={5}>
                    <Text c="dimmed">Nothing had been booked by then.</Text>
                  </Table.Td>
                </Table.Tr>
              )}
            </Table.Tbody>
            <Table.Tfoot>
              {data.totals.map(({ currency, debit, credit }) => (
                <Table.Tr key={currency} visibleFrom="sm">
                  <Table.Th>{`Sum, ${currency}`}</Table.Th>
                  <Table.Td />
                  <Table.Th ta="right" className="numbers">
                    {showMoney({ amount: debit, currency })}
                  </Table.Th>
                  <Table.Th ta="right" className="numbers">
                    {showMoney({ amount: credit, currency })}
                  </Table.Th>
                  <Table.Td />
                </Table.Tr>
              ))}
            </Table.Tfoot>
          </Table>
        </Table.ScrollContainer>
      ) : (
        <Skeleton h={240} m="sm" />
      )}
    </>
  )
}
