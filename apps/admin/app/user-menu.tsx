import { Avatar, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconExternalLink, IconKeyboard, IconLogout } from '@tabler/icons-react'
import { openKeyboardMap } from '#admin/app/keyboard-map.tsx'
import { useSession, useSignOut } from '#admin/app/session.ts'
import { sentence } from '#admin/parts/words.ts'

export const UserMenu = () => {
  const { user } = useSession()
  const signOut = useSignOut()
  if (!user) return null
  const name = user.name || user.email
  return (
    <Menu width={240}>
      <Menu.Target>
        <UnstyledButton ml={4}>
          <Avatar name={name} size={32} color="leaf" variant="light" radius="xl" aria-hidden="true" />
          <VisuallyHidden>{`Account of ${name}`}</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} fz="md" c="var(--mantine-color-text)" truncate>
            {name}
          </Text>
          <Text fz="sm" truncate>
            {user.email} · {sentence(user.role)}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item component="a" href="/" target="_blank" leftSection={<IconExternalLink size={16} />}>
          View the shop
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={openKeyboardMap}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
