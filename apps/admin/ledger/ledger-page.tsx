import { Button, Card, Group } from '@mantine/core'
import { IconDownload, IconShieldCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { Entries } from '#admin/ledger/entries.tsx'
import { ExportDialog } from '#admin/ledger/export-dialog.tsx'
import { LEDGER_VIEWS, type LedgerSearch, type LedgerView } from '#admin/ledger/ledger-search.ts'
import { Differences, OpenItems } from '#admin/ledger/open-items.tsx'
import { TrialBalance } from '#admin/ledger/trial-balance.tsx'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { tell, tellProblem } from '#admin/parts/tell.ts'
import { ViewTab, ViewTabs } from '#admin/parts/view-tabs.tsx'
import { count } from '#admin/parts/words.ts'

const TITLES: Record<LedgerView, string> = { entries: 'Entries', balances: 'Balances', open: 'Open items', differences: 'Differences' }

/** The books: what was booked, what is on each account, and whether all of it agrees. */
export const LedgerPage = () => {
  const search = useSearch({ from: '/ledger' })
  const navigate = useNavigate({ from: '/ledger' })
  const [isExporting, setExporting] = useState(false)
  const view = search.view ?? 'entries'
  const show = (change: LedgerSearch) => void navigate({ search: { ...search, ...change } })
  return (
    <>
      <PageTitle title="Ledger" text="Every movement of money, on two sides that come to zero, and never changed afterwards.">
        <VerifyButton />
        <Button variant="default" leftSection={<IconDownload size={16} />} onClick={() => setExporting(true)}>
          Export
        </Button>
      </PageTitle>
      <Card padding={0}>
        <Group p="sm" style={{ borderBottom: '1px solid var(--souk-line)' }}>
          <ViewTabs label="Views of the books">
            {LEDGER_VIEWS.map((name) => (
              <ViewTab key={name} to="/ledger" search={name === 'entries' ? {} : { view: name }} isCurrent={view === name}>
                {TITLES[name]}
              </ViewTab>
            ))}
          </ViewTabs>
        </Group>
        {view === 'entries' && <Entries search={search} show={show} />}
        {view === 'balances' && <TrialBalance day={search.to} show={show} />}
        {view === 'open' && <OpenItems />}
        {view === 'differences' && <Differences />}
      </Card>
      {isExporting && <ExportDialog onClose={() => setExporting(false)} />}
    </>
  )
}

/** Computes all hashes anew, part by part, and says whether anything was changed after it was booked. */
const VerifyButton = () => {
  const verifying = useMutation({
    mutationFn: async () => {
      let checked = 0
      let after: number | undefined
      for (;;) {
        const part = await api.ledger.verifyChain({ after })
        checked += part.checked
        if (part.first_wrong || part.next === null) return { ...part, checked }
        after = part.next
      }
    },
    onSuccess: ({ first_wrong, checked }) =>
      first_wrong
        ? tellProblem(`Entry ${first_wrong.height} is not what was booked`, first_wrong.text)
        : tell(
            checked === 0 ? 'Nothing has been booked yet' : `${count(checked, 'entry', 'entries')} checked: all are as they were booked`,
          ),
  })
  return (
    <Button variant="default" leftSection={<IconShieldCheck size={16} />} loading={verifying.isPending} onClick={() => verifying.mutate()}>
      Verify
    </Button>
  )
}
