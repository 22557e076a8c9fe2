import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { api } from '#admin/api/api.ts'
import { ORDER_STATES } from '#admin/orders/order-words.ts'
import { showMoney } from '#admin/parts/money.ts'
import { sentence } from '#admin/parts/words.ts'

const PAGES = [
  { to: '/', label: 'Home', keywords: 'start dashboard to do' },
  { to: '/orders', label: 'Orders', keywords: 'approve confirm reject sales' },
  { to: '/drafts', label: 'Drafts', keywords: 'phone order quote' },
  { to: '/drafts/new', label: 'New draft', keywords: 'phone order create quote' },
  { to: '/returns', label: 'Returns', keywords: 'withdrawal refund exchange rma' },
  { to: '/products', label: 'Products', keywords: 'catalogue stock price' },
  { to: '/products/new', label: 'Add a product', keywords: 'new create' },
  { to: '/categories', label: 'Categories', keywords: 'collections tree' },
  { to: '/customers', label: 'Customers', keywords: 'people users staff role' },
  { to: '/promotions', label: 'Promotions', keywords: 'discount voucher coupon code sale' },
  { to: '/promotions/new', label: 'Add a promotion', keywords: 'new create discount code' },
  { to: '/payments', label: 'Payments', keywords: 'disputes payouts refunds providers methods' },
  { to: '/documents', label: 'Documents', keywords: 'invoices credit notes' },
  { to: '/ledger', label: 'Ledger', keywords: 'books entries balance accounting export money' },
  { to: '/audit', label: 'Audit', keywords: 'rules check repair books' },
  { to: '/price-lists', label: 'Price lists', keywords: 'sale group tier reduction' },
  { to: '/gift-cards', label: 'Gift cards', keywords: 'store credit voucher balance issue' },
  { to: '/imports', label: 'Imports', keywords: 'csv shopify woocommerce magento upload' },
  { to: '/mailbox', label: 'Mailbox', keywords: 'email mail test' },
  { to: '/jobs', label: 'Jobs', keywords: 'dead letters retry events' },
  { to: '/settings/taxes', label: 'Taxes', keywords: 'settings vat rate zone class' },
  { to: '/settings/shipping', label: 'Shipping', keywords: 'settings delivery zone method carrier pick-up' },
  { to: '/settings/invoices', label: 'Invoices', keywords: 'settings seller legal iban number' },
  { to: '/settings', label: 'Settings', keywords: 'shop name currency language approval' },
] as const

const SHORTEST_QUERY = 2

/** ⌘K: jumps to pages, orders and products. What matches is decided by the shop, so results are not filtered again. */
export const Palette = () => {
  const [query, setQuery] = useState('')
  const [settled] = useDebouncedValue(query.trim(), 180)
  const groups = [pageGroup(useNavigate(), query), ...useFound(settled)].filter(({ actions }) => actions.length > 0)
  useFirstSelected(settled, groups.length)
  return (
    <Spotlight
      shortcut={['mod + K']}
      tagsToIgnore={[]}
      attributes={{ content: { 'aria-label': 'Search and jump', 'data-palette': true } }}
      query={query}
      onQueryChange={setQuery}
      clearQueryOnClose
      actions={groups}
      filter={(_query, actions) => actions}
      nothingFound={settled.length < SHORTEST_QUERY ? 'Type at least two letters' : 'Nothing found'}
      scrollable
      maxHeight={420}
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.7} />,
        placeholder: 'Go to a page, find an order or a product',
        'aria-label': 'Search pages, orders and products',
      }}
    />
  )
}

/** What arrives from the shop comes after the palette has looked for its first line, so Enter would do nothing. */
const useFirstSelected = (query: string, groups: number) =>
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again whenever what is listed has changed
  useEffect(() => {
    const lines = document.querySelectorAll('[data-palette] [data-action]')
    if (![...lines].some((line) => line.hasAttribute('data-selected'))) lines[0]?.setAttribute('data-selected', 'true')
  }, [query, groups])

const pageGroup = (navigate: ReturnType<typeof useNavigate>, query: string): SpotlightActionGroupData => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = (page: (typeof PAGES)[number]) => words.every((word) => `${page.label} ${page.keywords}`.toLowerCase().includes(word))
  return {
    group: 'Pages',
    actions: PAGES.filter(fits).map(({ to, label }) => ({ id: to, label, onClick: () => void navigate({ to }) })),
  }
}

const useFound = (query: string): SpotlightActionGroupData[] => {
  const navigate = useNavigate()
  const enabled = query.length >= SHORTEST_QUERY
  const { data: orders } = useQuery({
    queryKey: ['orders', 'found', query],
    queryFn: ({ signal }) => api.orders.listOrders({ query, limit: 5 }, { signal }),
    enabled,
  })
  const { data: products } = useQuery({
    queryKey: ['products', 'found', query],
    queryFn: ({ signal }) => api.catalog.listAllProducts({ query, limit: 5 }, { signal }),
    enabled,
  })
  if (!enabled) return []
  return [
    {
      group: 'Orders',
      actions: (orders?.orders ?? []).map(({ order_id, number, name, email, total, state }) => ({
        id: order_id,
        label: `${number} · ${name || email}`,
        description: `${showMoney(total)} · ${ORDER_STATES[state].title}`,
        onClick: () => void navigate({ to: '/orders/$orderId', params: { orderId: order_id } }),
      })),
    },
    {
      group: 'Products',
      actions: (products?.products ?? []).map(({ product_id, title, status, price }) => ({
        id: product_id,
        label: title,
        description: [sentence(status), price && showMoney(price)].filter(Boolean).join(' · '),
        onClick: () => void navigate({ to: '/products/$productId', params: { productId: product_id } }),
      })),
    },
  ]
}
