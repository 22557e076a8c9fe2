import { ActionIcon, Button, Card, Group, MultiSelect, Select, SimpleGrid, Stack, Switch, TextInput, Title } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { AmountFields } from '#admin/parts/amount-fields.tsx'
import { newId } from '#admin/parts/new-id.ts'
import { Unit } from '#admin/parts/unit.tsx'
import { oneOf } from '#admin/parts/url-state.ts'
import { type DraftAction, EVERYTHING } from '#admin/promotions/promotion-draft.ts'
import { ScopeFields } from '#admin/promotions/scope-fields.tsx'
import type { PromotionEditor } from '#admin/promotions/use-promotion-editor.ts'
import { zonesQuery } from '#admin/shipping/shipping-queries.ts'
import { DiscountKind } from '#modules/promotions/contract.ts'

const KINDS = DiscountKind.enum
const TITLES: Record<(typeof KINDS)[number], string> = {
  percent: 'A percentage off',
  amount: 'An amount off',
  buy_x_get_y: 'Buy some, get some',
  free_shipping: 'Free shipping',
  bundle_price: 'Several together for one price',
}

type Props = { editor: PromotionEditor; currencies: string[] }
type Part = Props & { action: DraftAction; set(part: Partial<DraftAction>): void }

/** What the shopper gets. */
export const ActionCard = ({ editor, currencies }: Props) => {
  const { action } = editor.draft
  const set = (part: Partial<DraftAction>) => editor.change((draft) => ({ ...draft, action: { ...draft.action, ...part } }))
  const part = { editor, currencies, action, set }
  return (
    <Card>
      <Stack gap="md">
        <Title order={2}>What shoppers get</Title>
        <Select
          label="Kind"
          data={KINDS.map((kind) => ({ value: kind, label: TITLES[kind] }))}
          value={action.kind}
          onChange={(kind) => set({ kind: oneOf(KINDS, kind) ?? action.kind })}
          allowDeselect={false}
          error={editor.errors['rule.action']}
        />
        <Fields {...part} />
        {action.kind !== 'free_shipping' && action.kind !== 'bundle_price' && (
          <AmountFields
            label="At most"
            description="The most one order gets; empty: no such limit"
            currencies={currencies}
            value={editor.draft.max_discount}
            path="rule.max_discount"
            errors={editor.errors}
            onChange={(max_discount) => editor.change({ max_discount })}
          />
        )}
      </Stack>
    </Card>
  )
}

const Fields = (part: Part) => {
  const { action, set } = part
  switch (action.kind) {
    case 'percent':
      return (
        <>
          <Percent {...part} label="Percentage" />
          <ScopeFields label="Off" value={action.lines} onChange={(lines) => set({ lines })} />
        </>
      )
    case 'amount':
      return (
        <>
          <Amounts {...part} label="Amount" description="Shared by the goods in proportion to what they cost" />
          <ScopeFields label="Off" value={action.lines} onChange={(lines) => set({ lines })} />
        </>
      )
    case 'buy_x_get_y':
      return <BuyAndGet {...part} />
    case 'free_shipping':
      return <Methods {...part} />
    case 'bundle_price':
      return <Bundle {...part} />
  }
}

const Percent = ({ editor, action, set, label }: Part & { label: string }) => (
  <TextInput
    label={label}
    inputMode="decimal"
    maw={200}
    rightSection={<Unit>%</Unit>}
    value={action.percent}
    error={editor.errors['rule.action.basis_points']}
    onChange={(event) => set({ percent: event.currentTarget.value })}
  />
)

const Amounts = ({ editor, currencies, action, set, label, description }: Part & { label: string; description: string }) => (
  <AmountFields
    label={label}
    description={description}
    currencies={currencies}
    value={action.amounts}
    path="rule.action.amounts"
    errors={editor.errors}
    onChange={(amounts) => set({ amounts })}
  />
)

const Times = ({ editor, action, set }: Part) => (
  <TextInput
    label="At most so often in an order"
    placeholder="As often as it fits"
    inputMode="numeric"
    value={action.max_times}
    error={editor.errors['rule.action.max_times']}
    onChange={(event) => set({ max_times: event.currentTarget.value })}
  />
)

const BuyAndGet = (part: Part) => {
  const { editor, action, set } = part
  const units = (field: 'buy_quantity' | 'get_quantity', label: string) => (
    <TextInput
      label={label}
      inputMode="numeric"
      value={action[field]}
      error={editor.errors[`rule.action.${field}`]}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
    />
  )
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {units('buy_quantity', 'Units to buy')}
        {units('get_quantity', 'Units to get')}
        <Percent {...part} label="Off those they get (100: free)" />
        <Times {...part} />
      </SimpleGrid>
      <ScopeFields label="Buy" value={action.buy} onChange={(buy) => set({ buy })} />
      <Switch
        label="What they get is something else"
        description="Otherwise the cheapest of what they buy is reduced"
        checked={action.has_get}
        onChange={(event) => set({ has_get: event.currentTarget.checked })}
      />
      {action.has_get && <ScopeFields label="Get" value={action.get} onChange={(get) => set({ get })} />}
    </>
  )
}

const Methods = ({ action, set }: Part) => {
  const { data } = useQuery(zonesQuery)
  const methods = (data?.zones ?? []).flatMap((zone) =>
    zone.methods.map(({ method_id, title }) => ({ value: method_id, label: `${title} (${zone.name})` })),
  )
  return (
    <MultiSelect
      label="Ways of shipping"
      description="Empty: all of them"
      data={methods}
      value={action.method_ids}
      onChange={(method_ids) => set({ method_ids })}
      searchable
      nothingFoundMessage="No such way of shipping"
    />
  )
}

const MOST_ITEMS = 10

const Bundle = (part: Part) => {
  const { editor, action, set } = part
  const setItem = (key: string, change: Partial<DraftAction['items'][number]>) =>
    set({ items: action.items.map((item) => (item.key === key ? { ...item, ...change } : item)) })
  return (
    <>
      <Amounts {...part} label="Together for" description="The dearest units that fit are taken first" />
      {action.items.map((item, index) => (
        <Card key={item.key} padding="md" component="section" aria-label={`Part ${index + 1}`}>
          <Stack gap="sm">
            <Group justify="space-between" align="flex-end">
              <TextInput
                label={`Part ${index + 1}: units`}
                inputMode="numeric"
                w={140}
                value={item.quantity}
                error={editor.errors[`rule.action.items.${index}.quantity`]}
                onChange={(event) => setItem(item.key, { quantity: event.currentTarget.value })}
              />
              {action.items.length > 1 && (
                <ActionIcon
                  aria-label={`Remove part ${index + 1}`}
                  onClick={() => set({ items: action.items.filter(({ key }) => key !== item.key) })}
                >
                  <IconX size={16} />
                </ActionIcon>
              )}
            </Group>
            <ScopeFields label="Of" value={item.lines} onChange={(lines) => setItem(item.key, { lines })} />
          </Stack>
        </Card>
      ))}
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          disabled={action.items.length >= MOST_ITEMS}
          onClick={() => set({ items: [...action.items, { key: newId(), lines: EVERYTHING, quantity: '1' }] })}
        >
          Add a part
        </Button>
      </Group>
      <Times {...part} />
    </>
  )
}
