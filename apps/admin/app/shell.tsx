import { AppShell, Box, Burger, Group, Kbd, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { KeyboardMap } from '#admin/app/keyboard-map.tsx'
import { LiveLight } from '#admin/app/live-light.tsx'
import { Mark } from '#admin/app/mark.tsx'
import { Palette } from '#admin/app/palette.tsx'
import { SchemeSwitch } from '#admin/app/scheme-switch.tsx'
import { Sidebar } from '#admin/app/sidebar.tsx'
import { useLiveOrders } from '#admin/app/use-live-orders.ts'
import { UserMenu } from '#admin/app/user-menu.tsx'
import { MOD } from '#admin/parts/keys.ts'
import classes from './shell.module.css'

const RAIL = 232

/** What surrounds every page: the way to all pages, the search, the light of the live connection, who is signed in. */
export const Shell = ({ children }: { children: ReactNode }) => {
  const [isOpen, { toggle, close }] = useDisclosure()
  const pathname = useRouterState({ select: ({ location }) => location.pathname })
  useLiveOrders()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the drawer
  useEffect(close, [pathname])
  return (
    <AppShell layout="alt" header={{ height: 56 }} navbar={{ width: RAIL, breakpoint: 'md', collapsed: { mobile: !isOpen } }}>
      <a href="#main" className={classes.skip}>
        Skip to the page
      </a>
      <AppShell.Header className={classes.header}>
        <div className={classes.top}>
          <Burger opened={isOpen} onClick={toggle} hiddenFrom="md" size="sm" aria-label={isOpen ? 'Close the menu' : 'Open the menu'} />
          <SearchButton />
          <Group gap={4} ml="auto" wrap="nowrap">
            <LiveLight />
            <SchemeSwitch />
            <UserMenu />
          </Group>
        </div>
      </AppShell.Header>
      <AppShell.Navbar className={classes.rail} aria-label="Admin">
        <Group h={56} px="md" gap="sm" justify="space-between">
          <Group gap="sm">
            <Mark />
            <Text fw={600} fz="lg">
              Souk
            </Text>
          </Group>
          <Burger opened={isOpen} onClick={toggle} hiddenFrom="md" size="sm" aria-label="Close the menu" />
        </Group>
        <Sidebar />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} className={classes.main}>
        <Box className={classes.page}>{children}</Box>
      </AppShell.Main>
      <Palette />
      <KeyboardMap />
    </AppShell>
  )
}

const SearchButton = () => (
  <UnstyledButton className={classes.search} onClick={spotlight.open}>
    <IconSearch size={16} stroke={1.8} />
    <span>Search or jump to…</span>
    <Kbd size="xs" visibleFrom="sm">
      {`${MOD} K`}
    </Kbd>
  </UnstyledButton>
)
