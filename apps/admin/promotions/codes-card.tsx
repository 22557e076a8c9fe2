import { Alert, Button, Card, Group, NumberInput, SegmentedControl, Stack, Table, Text, Textarea, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#admin/api/api.ts'
import { newId } from '#admin/parts/new-id.ts'
import { messageOf, tell } from '#admin/parts/tell.ts'
import { count } from '#admin/parts/words.ts'
import { codesQuery } from '#admin/promotions/promotion-queries.ts'

/** The codes of a promotion: one to print on a flyer, or thousands to send out one by one. */
export const CodesCard = ({ promotion_id }: { promotion_id: string }) => (
  <Card>
    <Stack gap="md">
      <Group justify="space-between">
        <Title order={2}>Codes</Title>
        <Button
          component="a"
          href={`/api/admin/promotions/${promotion_id}/codes.csv`}
          download
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} />}
        >
          Export
        </Button>
      </Group>
      <AddCodes promotion_id={promotion_id} />
      <CodeList promotion_id={promotion_id} />
    </Stack>
  </Card>
)

const MOST_AT_ONCE = 100_000

const AddCodes = ({ promotion_id }: { promotion_id: string }) => {
  const cache = useQueryClient()
  const [way, setWay] = useState('own')
  const [typed, setTyped] = useState('')
  const [number, setNumber] = useState<string | number>(100)
  const [batch_id, setBatch] = useState(newId)
  const codes = typed.split(/[\s,;]+/).filter(Boolean)
  const adding = useMutation({
    mutationFn: () =>
      api.promotions.addCodes(way === 'own' ? { promotion_id, batch_id, codes } : { promotion_id, batch_id, count: Number(number) }),
    meta: { shows_its_error: true },
    onSuccess: ({ added }) => {
      tell(`${count(added, 'code')} added`)
      setTyped('')
      setBatch(newId())
      void cache.invalidateQueries({ queryKey: ['promotions', 'codes', promotion_id] })
    },
  })
  const isReady = way === 'own' ? codes.length > 0 : Number(number) >= 1
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) adding.mutate()
      }}
    >
      <Stack gap="sm">
        <SegmentedControl
          aria-label="Which codes"
          size="xs"
          value={way}
          onChange={(chosen) => [setWay(chosen), setBatch(newId())]}
          data={[
            { value: 'own', label: 'My own' },
            { value: 'made', label: 'New ones' },
          ]}
        />
        {way === 'own' ? (
          <Textarea
            label="Codes"
            description="Letters, digits and hyphens; case makes no difference. One a line, or parted by commas"
            placeholder="AUTUMN10"
            autosize
            minRows={1}
            maxRows={6}
            value={typed}
            onChange={(event) => [setTyped(event.currentTarget.value), setBatch(newId())]}
          />
        ) : (
          <NumberInput
            label="How many"
            description="Ten characters each, none that look alike"
            min={1}
            max={MOST_AT_ONCE}
            allowDecimal={false}
            value={number}
            onChange={(chosen) => [setNumber(chosen), setBatch(newId())]}
          />
        )}
        {adding.error && (
          <Alert color="red" role="alert">
            {messageOf(adding.error)}
          </Alert>
        )}
        <Group>
          <Button type="submit" size="xs" loading={adding.isPending} disabled={!isReady}>
            Add
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const CodeList = ({ promotion_id }: { promotion_id: string }) => {
  const [trail, setTrail] = useState<string[]>([])
  const { data } = useQuery(codesQuery(promotion_id, trail.at(-1)))
  const last = data?.codes.at(-1)
  if (!data || !last) return trail.length === 0 && data ? <Text c="dimmed">No codes yet; without one nobody can use it.</Text> : null
  return (
    <>
      <Table aria-label="Codes" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Code</Table.Th>
            <Table.Th ta="right">Used</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.codes.map(({ code, used }) => (
            <Table.Tr key={code}>
              <Table.Td ff="monospace">{code}</Table.Td>
              <Table.Td ta="right" className="numbers">
                {used}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {(trail.length > 0 || data.has_more) && (
        <Group justify="space-between">
          <Button size="xs" variant="default" disabled={trail.length === 0} onClick={() => setTrail(trail.slice(0, -1))}>
            Previous
          </Button>
          <Button size="xs" variant="default" disabled={!data.has_more} onClick={() => setTrail([...trail, last.code])}>
            Next
          </Button>
        </Group>
      )}
    </>
  )
}
