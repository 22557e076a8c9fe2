import { ActionIcon, Button, Group, MultiSelect, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { countryChoices } from '#admin/parts/areas.ts'
import type { Editor } from '#admin/parts/use-editor.ts'
import { Section } from '#admin/settings/section.tsx'
import { type DraftPart, newPart, type ZoneDraft } from '#admin/shipping/shipping-drafts.ts'

type Props = { editor: Editor<ZoneDraft>; home: string }

/** Where the zone is: whole countries, and parts of some. */
export const AreasCard = ({ editor: { draft, errors, change }, home }: Props) => {
  const set = (key: string, part: Partial<DraftPart>) =>
    change((before) => ({ ...before, parts: before.parts.map((one) => (one.key === key ? { ...one, ...part } : one)) }))
  return (
    <Section
      title="Where it is"
      text="The zone that describes an address most closely decides alone: postal codes before regions before countries."
    >
      <TextInput
        label="Name"
        description="For staff only"
        required
        maxLength={100}
        value={draft.name}
        error={errors.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <MultiSelect
        label="Countries"
        data={countryChoices}
        value={draft.countries}
        error={errors.areas}
        onChange={(countries) => change({ countries })}
        searchable
        maxValues={300}
        nothingFoundMessage="No such country"
      />
      {draft.parts.map((part, index) => (
        <Stack key={part.key} gap="xs" role="group" aria-label={`Part of a country ${index + 1}`}>
          <Group gap="xs" align="flex-end" wrap="nowrap">
            <Select
              label="Part of"
              data={countryChoices.slice(1)}
              flex={1}
              searchable
              allowDeselect={false}
              value={part.country}
              onChange={(country) => set(part.key, { country: country ?? part.country })}
            />
            <TextInput
              label="Region"
              flex={1}
              maxLength={100}
              value={part.region}
              onChange={(event) => set(part.key, { region: event.currentTarget.value })}
            />
            <ActionIcon
              aria-label={`Remove part ${index + 1}`}
              onClick={() => change({ parts: draft.parts.filter(({ key }) => key !== part.key) })}
            >
              <IconX size={16} />
            </ActionIcon>
          </Group>
          <TagsInput
            label="Postal codes"
            description="Beginnings such as 35, or ranges such as 10000..19999"
            value={part.postal_codes}
            error={errors[`parts.${index}`]}
            onChange={(postal_codes) => set(part.key, { postal_codes })}
            maxTags={500}
          />
        </Stack>
      ))}
      <Group>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => change({ parts: [...draft.parts, newPart(home)] })}
        >
          Add a part of a country
        </Button>
        {draft.parts.length === 0 && (
          <Text fz="sm" c="dimmed">
            A region or postal codes, such as islands
          </Text>
        )}
      </Group>
    </Section>
  )
}
