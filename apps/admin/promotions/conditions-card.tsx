import { ActionIcon, Button, Card, Group, Menu, MultiSelect, Stack, TagsInput, Text, TextInput, Title } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { AmountFields } from '#admin/parts/amount-fields.tsx'
import { currencyName } from '#admin/parts/words.ts'
import { type DraftCondition, newCondition } from '#admin/promotions/promotion-draft.ts'
import { ScopeFields } from '#admin/promotions/scope-fields.tsx'
import type { PromotionEditor } from '#admin/promotions/use-promotion-editor.ts'

type Kind = DraftCondition['kind']

const KINDS: { kind: Kind; title: string; text: string }[] = [
  { kind: 'subtotal_at_least', title: 'Goods come to at least', text: 'Counted before any discount' },
  { kind: 'quantity_at_least', title: 'At least so many units', text: 'Of all goods, or of certain ones' },
  { kind: 'first_order', title: 'First order', text: 'The customer has not ordered before' },
  { kind: 'signed_in', title: 'Signed in', text: 'The shopper has an account and is signed in' },
  { kind: 'customer_group', title: 'Customer group', text: 'The customer is in one of these groups' },
  { kind: 'currency', title: 'Currency', text: 'The order is in one of these currencies' },
]
const ONCE: Kind[] = ['first_order', 'signed_in']
const MOST = 20

type Props = { editor: PromotionEditor; currencies: string[] }

/** When it holds. All conditions have to. */
export const ConditionsCard = ({ editor, currencies }: Props) => {
  const { conditions } = editor.draft
  const setAll = (change: (conditions: DraftCondition[]) => DraftCondition[]) =>
    editor.change((draft) => ({ ...draft, conditions: change(draft.conditions) }))
  const offered = KINDS.filter(({ kind }) => !ONCE.includes(kind) || !conditions.some((condition) => condition.kind === kind))
  return (
    <Card>
      <Stack gap="md">
        <div>
          <Title order={2}>When it holds</Title>
          <Text c="dimmed" fz="md">
            {conditions.length === 0 ? 'For every order. Add a condition to narrow it.' : 'All of these have to hold.'}
          </Text>
        </div>
        {conditions.map((condition, index) => (
          <ConditionFields
            key={condition.key}
            {...{ condition, index, editor, currencies }}
            set={(part) => setAll((all) => all.map((one) => (one.key === condition.key ? { ...one, ...part } : one)))}
            remove={() => setAll((all) => all.filter(({ key }) => key !== condition.key))}
          />
        ))}
        <Group>
          <Menu position="bottom-start">
            <Menu.Target>
              <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} disabled={conditions.length >= MOST}>
                Add a condition
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {offered.map(({ kind, title, text }) => (
                <Menu.Item key={kind} onClick={() => setAll((all) => [...all, newCondition(kind)])}>
                  <Text fz="md">{title}</Text>
                  <Text fz="sm" c="dimmed">
                    {text}
                  </Text>
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </Group>
      </Stack>
    </Card>
  )
}

type FieldsProps = Props & { condition: DraftCondition; index: number; set(part: Partial<DraftCondition>): void; remove(): void }

const ConditionFields = (props: FieldsProps) => {
  const title = KINDS.find(({ kind }) => kind === props.condition.kind)?.title ?? ''
  return (
    <Card padding="md" component="section" aria-label={title}>
      <Group justify="space-between" wrap="nowrap" mb={ONCE.includes(props.condition.kind) ? 0 : 'xs'}>
        <Text fw={500} fz="md">
          {title}
        </Text>
        <ActionIcon aria-label={`Remove: ${title}`} onClick={props.remove}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
      <Fields {...props} />
    </Card>
  )
}

const Fields = ({ condition, index, editor, currencies, set }: FieldsProps) => {
  const path = `rule.conditions.${index}`
  const { errors } = editor
  switch (condition.kind) {
    case 'subtotal_at_least':
      return (
        <Stack gap="sm">
          <AmountFields
            label="At least"
            currencies={currencies}
            value={condition.amounts}
            path={`${path}.amounts`}
            errors={errors}
            onChange={(amounts) => set({ amounts })}
          />
          <ScopeFields label="Counted are" value={condition.lines} onChange={(lines) => set({ lines })} />
        </Stack>
      )
    case 'quantity_at_least':
      return (
        <Stack gap="sm">
          <TextInput
            label="Units"
            inputMode="numeric"
            w={140}
            value={condition.quantity}
            error={errors[`${path}.quantity`]}
            onChange={(event) => set({ quantity: event.currentTarget.value })}
          />
          <ScopeFields label="Counted are" value={condition.lines} onChange={(lines) => set({ lines })} />
        </Stack>
      )
    case 'customer_group':
      return (
        <TagsInput
          aria-label="Customer groups"
          placeholder="Such as trade; Enter after each"
          value={condition.groups}
          onChange={(groups) => set({ groups })}
          error={errors[`${path}.groups`]}
          maxTags={50}
        />
      )
    case 'currency':
      return (
        <MultiSelect
          aria-label="Currencies"
          data={currencies.map((code) => ({ value: code, label: `${code} – ${currencyName(code)}` }))}
          value={condition.currencies}
          onChange={(chosen) => set({ currencies: chosen })}
          error={errors[`${path}.currencies`]}
        />
      )
    default:
      return null
  }
}
