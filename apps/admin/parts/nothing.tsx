import { Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

type Props = { icon: Icon; title: string; text?: string; children?: ReactNode }

/** An empty list says why it is empty and what to do about it. */
export const Nothing = ({ icon: Picture, title, text, children }: Props) => (
  <Stack align="center" gap="xs" py={56} px="md" ta="center">
    <ThemeIcon size={44} radius="xl" variant="light" color="gray">
      <Picture size={22} stroke={1.6} />
    </ThemeIcon>
    <Title order={2} mt="xs">
      {title}
    </Title>
    {text && (
      <Text c="dimmed" fz="md" maw={420}>
        {text}
      </Text>
    )}
    {children}
  </Stack>
)
