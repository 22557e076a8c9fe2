import { ActionIcon, Button, Drawer, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconHelpCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { showMoney } from '#admin/parts/money.ts'
import { sentence } from '#admin/parts/words.ts'
import type { Why } from '#platform/contract.ts'

type Props = { of: string; why: Why; isIcon?: boolean; children?: ReactNode }

/** How a number came about, step by step, beside the number. */
export const WhyButton = ({ of, why, isIcon = false, children }: Props) => {
  const [opened, { open, close }] = useDisclosure(false)
  if (why.length === 0 && !children) return null
  return (
    <>
      {isIcon ? (
        <ActionIcon size="sm" aria-label={`Why ${of}?`} onClick={open} className="no-print">
          <IconHelpCircle size={15} stroke={1.7} />
        </ActionIcon>
      ) : (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconHelpCircle size={15} />}
          onClick={open}
          className="no-print"
        >
          Why?
        </Button>
      )}
      <Drawer
        opened={opened}
        onClose={close}
        position="right"
        zIndex={500}
        title={`Why ${of}?`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Stack gap="lg">
          <WhyList why={why} />
          {children}
        </Stack>
      </Drawer>
    </>
  )
}

/** Each step in a sentence, with what decided it and what it came to. */
export const WhyList = ({ why }: { why: Why }) => (
  <Stack component="ol" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
    {why.map(({ rule, text, amount }, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: steps have no name of their own, and never move
      <li key={i}>
        <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
          <div>
            <Text fz="md">{text || sentence(rule)}</Text>
            {text && (
              <Text fz="sm" c="dimmed">
                {sentence(rule)}
              </Text>
            )}
          </div>
          {amount && (
            <Text fz="md" className="numbers" style={{ whiteSpace: 'nowrap' }}>
              {showMoney(amount)}
            </Text>
          )}
        </Group>
      </li>
    ))}
  </Stack>
)
