import { Group, Kbd, Modal, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { createStore, useStore } from '@mantine/store'
import { useNavigate } from '@tanstack/react-router'
import { MOD, useKeys } from '#admin/parts/keys.ts'

const store = createStore({ is_open: false })
const setOpen = (is_open: boolean) => store.setState({ is_open })
export const openKeyboardMap = () => setOpen(true)

const MAP = [
  {
    title: 'Everywhere',
    rows: [
      [`${MOD} K`, 'Search and jump'],
      ['?', 'This map'],
      ['g h', 'Home'],
      ['g o', 'Orders'],
      ['g p', 'Products'],
      ['g c', 'Customers'],
      ['g m', 'Mailbox'],
    ],
  },
  {
    title: 'In a list',
    rows: [
      ['/', 'Search the list'],
      ['j k', 'Next, previous row'],
      ['Enter', 'Open the row'],
      ['x', 'Select the row'],
      ['a', 'Confirm what is selected'],
      ['r', 'Reject what is selected'],
    ],
  },
  {
    title: 'On an order',
    rows: [
      ['a', 'Confirm'],
      ['r', 'Reject'],
      ['f', 'Send goods'],
      ['j k', 'Next, previous in the list'],
      ['Escape', 'Back to the list'],
    ],
  },
  { title: 'In a form', rows: [[`${MOD} S`, 'Save']] },
] as const

/** Every shortcut in one place, on `?`. Also listens for those that work everywhere. */
export const KeyboardMap = () => {
  const { is_open } = useStore(store)
  const navigate = useNavigate()
  useKeys({
    '?': openKeyboardMap,
    'g h': () => void navigate({ to: '/' }),
    'g o': () => void navigate({ to: '/orders' }),
    'g p': () => void navigate({ to: '/products' }),
    'g c': () => void navigate({ to: '/customers' }),
    'g m': () => void navigate({ to: '/mailbox' }),
  })
  return (
    <Modal
      opened={is_open}
      onClose={() => setOpen(false)}
      title="Keyboard shortcuts"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        {MAP.map(({ title, rows }) => (
          <Stack key={title} gap={6}>
            <Title order={2} fz="md">
              {title}
            </Title>
            {rows.map(([keys, text]) => (
              <Group key={keys} justify="space-between" wrap="nowrap">
                <Text fz="md">{text}</Text>
                <Group gap={4} wrap="nowrap">
                  {keys.split(' ').map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </Group>
              </Group>
            ))}
          </Stack>
        ))}
      </SimpleGrid>
    </Modal>
  )
}
