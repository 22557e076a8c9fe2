import { Card, Center, Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Mark } from '#admin/app/mark.tsx'

/** A card in the middle of an otherwise empty page: what one sees before one is in. */
export const Threshold = ({ title, text, children }: { title: string; text?: string; children: ReactNode }) => (
  <Center component="main" mih="100dvh" p="md">
    <Stack w="100%" maw={400} gap="lg">
      <Group gap="sm" justify="center">
        <Mark size={32} />
        <Text fw={600} fz="lg">
          Souk
        </Text>
      </Group>
      <Card padding="xl" radius="lg">
        <Stack gap="md">
          <Title order={1} fz="xl">
            {title}
          </Title>
          {text && (
            <Text c="dimmed" fz="md">
              {text}
            </Text>
          )}
          {children}
        </Stack>
      </Card>
    </Stack>
  </Center>
)
