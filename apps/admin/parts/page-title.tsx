import { ActionIcon, Box, Group, Stack, Text, Title } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { createLink } from '@tanstack/react-router'
import { type ComponentPropsWithRef, type ReactNode, useEffect } from 'react'

type Props = { title: string; text?: ReactNode; badges?: ReactNode; back?: ReactNode; children?: ReactNode }

/** The head of a page: its one h1, what may be said beside it, and what may be done at the right. */
export const PageTitle = ({ title, text, badges, back, children }: Props) => {
  useEffect(() => {
    document.title = `${title} · Souk admin`
  }, [title])
  return (
    <Group justify="space-between" align="flex-start" mb="lg" gap="md" wrap="wrap">
      <Group gap="sm" wrap="nowrap" align="flex-start" maw="100%">
        {back}
        <Stack gap={2} miw={0}>
          <Group gap="sm">
            <Title order={1} style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Title>
            {badges}
          </Group>
          {text && (
            <Text c="dimmed" fz="md" component="div">
              {text}
            </Text>
          )}
        </Stack>
      </Group>
      {children && (
        <Group gap="xs" className="no-print">
          {children}
        </Group>
      )}
    </Group>
  )
}

/** Leads back to the list a page belongs to. */
export const BackLink = createLink(({ children, ...props }: ComponentPropsWithRef<'a'>) => (
  <Box mt={1}>
    <ActionIcon component="a" aria-label={typeof children === 'string' ? children : 'Back'} size="md" {...props}>
      <IconArrowLeft size={18} />
    </ActionIcon>
  </Box>
))
