import { Card, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '#admin/api/api.ts'
import { LinkButton } from '#admin/parts/links.tsx'
import { productsQuery } from '#admin/products/product-queries.ts'
import { settingsQuery } from '#admin/settings/settings-query.ts'

type Step = { title: string; text: string; isDone: boolean; action: ReactNode }

/** The way from an empty shop to the first order. Gone as soon as there are both products and orders. */
export const SetupGuide = () => {
  const { data: products } = useQuery(productsQuery({}))
  const { data: orders } = useQuery({
    queryKey: ['orders', 'any'],
    queryFn: ({ signal }) => api.orders.listOrders({ limit: 1 }, { signal }),
  })
  const { data: settings } = useQuery(settingsQuery)
  if (!products || !orders || !settings || (products.products.length > 0 && orders.orders.length > 0)) return null
  const steps: Step[] = [
    {
      title: 'Name the shop',
      text: `It is called “${settings.shop_name}” now. Choose its languages and currencies as well.`,
      isDone: settings.version > 1,
      action: (
        <LinkButton to="/settings" variant="default" size="xs">
          Settings
        </LinkButton>
      ),
    },
    {
      title: 'Add products',
      text: 'One by one, or from a CSV file of Shopify, WooCommerce or Magento.',
      isDone: products.products.length > 0,
      action: (
        <Group gap="xs">
          <LinkButton to="/products/new" variant="default" size="xs">
            Add
          </LinkButton>
          <LinkButton to="/imports" variant="default" size="xs">
            Import
          </LinkButton>
        </Group>
      ),
    },
    {
      title: 'Send a test mail',
      text: 'See what customers get, and whether it arrives.',
      isDone: false,
      action: (
        <LinkButton to="/mailbox" variant="default" size="xs">
          Mailbox
        </LinkButton>
      ),
    },
    {
      title: 'Place an order yourself',
      text: 'Buy something in the shop, then approve it here. Test payments move no money.',
      isDone: orders.orders.length > 0,
      action: null,
    },
  ]
  return (
    <Card>
      <Title order={2} mb="md">
        Set up your shop
      </Title>
      <Stack gap="md">
        {steps.map((step, index) => (
          <StepLine key={step.title} step={step} number={index + 1} />
        ))}
      </Stack>
    </Card>
  )
}

const StepLine = ({ step: { title, text, isDone, action }, number }: { step: Step; number: number }) => (
  <Group justify="space-between" wrap="nowrap" align="flex-start">
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <ThemeIcon
        size={26}
        radius="xl"
        variant={isDone ? 'filled' : 'light'}
        color={isDone ? 'leaf' : 'gray'}
        aria-label={isDone ? 'done' : undefined}
      >
        {isDone ? <IconCheck size={15} /> : number}
      </ThemeIcon>
      <div>
        <Text fz="md" fw={500}>
          {title}
        </Text>
        <Text fz="md" c="dimmed">
          {text}
        </Text>
      </div>
    </Group>
    {!isDone && action}
  </Group>
)
