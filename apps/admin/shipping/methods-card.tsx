import { Accordion, Button, Card, Group, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { ToneBadge } from '#admin/parts/tone-badge.tsx'
import type { Editor } from '#admin/parts/use-editor.ts'
import { MethodFields } from '#admin/shipping/method-fields.tsx'
import { type DraftMethod, newMethod, type ZoneDraft } from '#admin/shipping/shipping-drafts.ts'
import type { Settings } from '#modules/settings/contract.ts'

type Props = { editor: Editor<ZoneDraft>; shop: Settings }

const MOST_METHODS = 50

/** The ways of shipping in this zone, in the sequence shoppers see those that cost the same. */
export const MethodsCard = ({ editor, shop }: Props) => {
  const { draft, errors, change } = editor
  const [open, setOpen] = useState<string[]>(draft.methods.length === 1 ? draft.methods.map(({ method_id }) => method_id) : [])
  const set = (id: string, part: Partial<DraftMethod>) =>
    change((before) => ({ ...before, methods: before.methods.map((one) => (one.method_id === id ? { ...one, ...part } : one)) }))
  const remove = (id: string) => change({ methods: draft.methods.filter(({ method_id }) => method_id !== id) })
  const add = () => {
    const method = newMethod(shop.country)
    change({ methods: [...draft.methods, method] })
    setOpen([...open, method.method_id])
  }
  const wrongAt = (index: number) => Object.keys(errors).some((field) => field.startsWith(`methods.${index}.`))
  return (
    <Card padding={0}>
      <Group justify="space-between" p="lg" pb="md">
        <div>
          <Title order={2}>Ways of shipping</Title>
          <Text c={errors.methods ? 'var(--mantine-color-error)' : 'dimmed'} fz="md">
            {errors.methods ?? 'Offered in the currencies they have a price in.'}
          </Text>
        </div>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          disabled={draft.methods.length >= MOST_METHODS}
          onClick={add}
        >
          Add a way
        </Button>
      </Group>
      <Accordion multiple value={open} onChange={setOpen} order={3}>
        {draft.methods.map((method, index) => (
          <Accordion.Item key={method.method_id} value={method.method_id}>
            <Accordion.Control>
              <Group gap="sm">
                <Text fz="md" fw={500}>
                  {method.title.trim() || 'New way of shipping'}
                </Text>
                {wrongAt(index) ? (
                  <ToneBadge title="Needs another look" tone="red" />
                ) : (
                  !method.is_offered && <ToneBadge title="Not offered" tone="stone" />
                )}
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              <MethodFields
                {...{ method, errors, shop }}
                at={`methods.${index}`}
                set={(part) => set(method.method_id, part)}
                remove={() => remove(method.method_id)}
              />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Card>
  )
}
