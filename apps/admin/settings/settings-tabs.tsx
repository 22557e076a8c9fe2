import { Box } from '@mantine/core'
import { ViewTab, ViewTabs } from '#admin/parts/view-tabs.tsx'

const PAGES = [
  { to: '/settings', title: 'General' },
  { to: '/settings/taxes', title: 'Taxes' },
  { to: '/settings/shipping', title: 'Shipping' },
  { to: '/settings/invoices', title: 'Invoices' },
] as const

/** The pages of the settings, below the title of each. */
export const SettingsTabs = ({ current }: { current: (typeof PAGES)[number]['to'] }) => (
  <Box mb="lg">
    <ViewTabs label="Settings">
      {PAGES.map(({ to, title }) => (
        <ViewTab key={to} to={to} isCurrent={to === current}>
          {title}
        </ViewTab>
      ))}
    </ViewTabs>
  </Box>
)
