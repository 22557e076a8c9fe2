import { ActionIcon, Button, Card, Group, Select, Table, Text, TextInput, Title, VisuallyHidden } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { Unit } from '#admin/parts/unit.tsx'
import type { Editor } from '#admin/parts/use-editor.ts'
import { type DraftRate, newRate, type ZoneDraft } from '#admin/taxes/tax-drafts.ts'
import type { Choices } from '#admin/taxes/tax-queries.ts'

type Props = { editor: Editor<ZoneDraft>; classes: Choices['classes'] }

const MOST_RATES = 200

/** Rates with the days they hold on. Of several that hold on a day the one that began last does, so a reduction for half a year is one line. */
export const RatesCard = ({ editor: { draft, errors, change }, classes }: Props) => {
  const set = (key: string, part: Partial<DraftRate>) =>
    change((before) => ({ ...before, rates: before.rates.map((rate) => (rate.key === key ? { ...rate, ...part } : rate)) }))
  const missing = classes.find(({ tax_class }) => !draft.rates.some((rate) => rate.tax_class === tax_class))
  const add = () => change({ rates: [...draft.rates, newRate(new Date().toISOString().slice(0, 10), missing?.tax_class)] })
  return (
    <Card padding={0}>
      <Group justify="space-between" p="lg" pb="md">
        <div>
          <Title order={2}>Rates</Title>
          <Text c={errors.rates ? 'var(--mantine-color-error)' : 'dimmed'} fz="md">
            {errors.rates ??
              'A class without a rate here is taxed as standard. A new rate is a new line; the old one stays for old orders.'}
          </Text>
        </div>
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} disabled={draft.rates.length >= MOST_RATES} onClick={add}>
          Add a rate
        </Button>
      </Group>
      <Table.ScrollContainer minWidth={720} type="native" tabIndex={0} role="region" aria-label="Rates">
        <Table aria-label="Rates" style={{ '--table-vertical-spacing': '6px' }}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th miw={180}>Class</Table.Th>
              <Table.Th miw={110}>Rate</Table.Th>
              <Table.Th>From</Table.Th>
              <Table.Th>Until, the last day</Table.Th>
              <Table.Th>
                <VisuallyHidden>Remove</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {draft.rates.map((rate, index) => (
              <Table.Tr key={rate.key} style={{ verticalAlign: 'top' }}>
                <Table.Td>
                  <Select
                    aria-label={`Class of rate ${index + 1}`}
                    data={classes.map(({ tax_class, title }) => ({ value: tax_class, label: title }))}
                    allowDeselect={false}
                    value={rate.tax_class}
                    error={errors[`rates.${index}.tax_class`]}
                    onChange={(tax_class) => set(rate.key, { tax_class: tax_class ?? rate.tax_class })}
                  />
                </Table.Td>
                <Table.Td>
                  <TextInput
                    aria-label={`Rate ${index + 1}`}
                    inputMode="decimal"
                    rightSection={<Unit>%</Unit>}
                    value={rate.percent}
                    error={errors[`rates.${index}.basis_points`]}
                    onChange={(event) => set(rate.key, { percent: event.currentTarget.value })}
                  />
                </Table.Td>
                <Table.Td>
                  <TextInput
                    type="date"
                    aria-label={`First day of rate ${index + 1}`}
                    value={rate.valid_from}
                    error={errors[`rates.${index}.valid_from`]}
                    onChange={(event) => set(rate.key, { valid_from: event.currentTarget.value })}
                  />
                </Table.Td>
                <Table.Td>
                  <TextInput
                    type="date"
                    aria-label={`Last day of rate ${index + 1}`}
                    value={rate.valid_until}
                    error={errors[`rates.${index}.valid_until`]}
                    onChange={(event) => set(rate.key, { valid_until: event.currentTarget.value })}
                  />
                </Table.Td>
                <Table.Td>
                  <ActionIcon
                    aria-label={`Remove rate ${index + 1}`}
                    onClick={() => change({ rates: draft.rates.filter(({ key }) => key !== rate.key) })}
                  >
                    <IconX size={16} />
                  </ActionIcon>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  )
}
