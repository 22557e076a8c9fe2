import { MantineProvider } from '@mantine/core'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { makeQueryClient } from '#admin/app/query-client.ts'
import { router } from '#admin/app/router.tsx'
import { resolveVariables, theme } from '#admin/app/theme.ts'

const client = makeQueryClient()

export const App = () => (
  <QueryClientProvider client={client}>
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} defaultColorScheme="auto">
      <ModalsProvider labels={{ confirm: 'Yes', cancel: 'No' }}>
        <Notifications position="top-right" limit={4} className="toasts" />
        <RouterProvider router={router} />
      </ModalsProvider>
    </MantineProvider>
  </QueryClientProvider>
)
