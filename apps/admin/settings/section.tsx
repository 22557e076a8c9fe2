import { Card, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** A part of the settings: what it is about at the left, its fields at the right. */
export const Section = ({ title, text, children }: { title: string; text: string; children: ReactNode }) => (
  <Card>
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
      <div>
        <Title order={2}>{title}</Title>
        <Text c="dimmed" fz="md">
          {text}
        </Text>
      </div>
      <Stack gap="md">{children}</Stack>
    </SimpleGrid>
  </Card>
)
