import { ActionIcon, Button, Card, Group, Stack, TagsInput, Text, TextInput, Title } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { type DraftOption, withOptions } from '#admin/products/product-draft.ts'
import type { ProductEditor } from '#admin/products/use-product-editor.ts'

const MOST_OPTIONS = 3

/** What a shopper chooses between, such as colour and size. Every combination is a variant of its own. */
export const OptionsCard = ({ editor: { draft, errors, change } }: { editor: ProductEditor }) => {
  const set = (options: DraftOption[]) => change((before) => withOptions(before, options))
  const add = () => set([...draft.options, { key: `new-${Date.now()}`, name: '', values: [] }])
  const replace = (key: string, part: Partial<DraftOption>) =>
    set(draft.options.map((option) => (option.key === key ? { ...option, ...part } : option)))
  return (
    <Card>
      <Group justify="space-between" mb={draft.options.length ? 'md' : 0}>
        <div>
          <Title order={2}>Options</Title>
          {draft.options.length === 0 && (
            <Text c="dimmed" fz="md">
              Does it come in several colours, sizes or the like?
            </Text>
          )}
        </div>
        {draft.options.length < MOST_OPTIONS && (
          <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} onClick={add}>
            Add an option
          </Button>
        )}
      </Group>
      <Stack gap="md">
        {draft.options.map((option, index) => (
          <Group key={option.key} align="flex-start" gap="sm" wrap="nowrap">
            <TextInput
              label="Option"
              placeholder="Colour"
              maxLength={50}
              w={160}
              value={option.name}
              error={errors[`options.${index}.name`]}
              onChange={(event) => replace(option.key, { name: event.currentTarget.value })}
            />
            <TagsInput
              label="Values"
              placeholder={option.values.length ? undefined : 'Blue, Red – Enter after each'}
              style={{ flex: 1 }}
              maxTags={100}
              value={option.values}
              error={errors[`options.${index}.values`]}
              onChange={(values) => replace(option.key, { values })}
            />
            <ActionIcon
              mt={26}
              aria-label={`Remove the option ${option.name}`}
              onClick={() => set(draft.options.filter(({ key }) => key !== option.key))}
            >
              <IconTrash size={17} stroke={1.7} />
            </ActionIcon>
          </Group>
        ))}
        {errors.options && (
          <Text fz="sm" c="var(--mantine-color-error)">
            {errors.options}
          </Text>
        )}
      </Stack>
    </Card>
  )
}
