import { Anchor, Card, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from '#admin/parts/links.tsx'
import { countryName, languageName } from '#admin/parts/words.ts'
import type { Address, Order } from '#modules/orders/contract.ts'

/** Who bought, and where it goes. */
export const CustomerCard = ({ order }: { order: Order }) => (
  <Card>
    <Stack gap="lg">
      <Part title="Customer">
        {order.customer_id ? (
          <Link to="/customers/$userId" params={{ userId: order.customer_id }} fz="md" fw={500}>
            {order.shipping_address?.name ?? order.email}
          </Link>
        ) : (
          <Text fz="md" fw={500}>
            {order.shipping_address?.name ?? order.email}
          </Text>
        )}
        <Anchor href={`mailto:${order.email}`} fz="md" style={{ overflowWrap: 'anywhere' }}>
          {order.email}
        </Anchor>
        <Text fz="sm" c="dimmed">
          {order.customer_id ? 'Has an account' : 'Bought as a guest'} ·{' '}
          <Link to="/orders" search={{ q: order.email }} fz="sm" underline="always">
            all their orders
          </Link>
        </Text>
      </Part>
      <Part title="Delivery address">
        {order.shipping_address ? <AddressLines address={order.shipping_address} /> : <Text fz="md">None was given</Text>}
      </Part>
      {order.billing_address && (
        <Part title="Billing address">
          {isSame(order.billing_address, order.shipping_address) ? (
            <Text fz="md" c="dimmed">
              Same as delivery
            </Text>
          ) : (
            <AddressLines address={order.billing_address} />
          )}
        </Part>
      )}
      {order.vat_id && (
        <Part title="VAT ID">
          <Text fz="md">{order.vat_id}</Text>
        </Part>
      )}
      {order.customer_note && (
        <Part title="What the customer wrote">
          <Text fz="md" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {order.customer_note}
          </Text>
        </Part>
      )}
      {order.note && (
        <Part title="Note to the customer">
          <Text fz="md" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {order.note}
          </Text>
        </Part>
      )}
      <Part title="Language">
        <Text fz="md">{languageName(order.locale)}</Text>
      </Part>
    </Stack>
  </Card>
)

const isSame = (a: Address, b: Address | null) =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b ?? {}).sort())

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <Title order={2} mb={4}>
      {title}
    </Title>
    {children}
  </div>
)

export const AddressLines = ({ address }: { address: Address }) => {
  const { name, company, line1, line2, postal_code, city, region, country, phone } = address
  const lines = [name, company, line1, line2, [postal_code, city].filter(Boolean).join(' '), region, countryName(country)].filter(Boolean)
  return (
    <>
      <Text fz="md" component="address" style={{ fontStyle: 'normal', whiteSpace: 'pre-line' }}>
        {lines.join('\n')}
      </Text>
      {phone && (
        <Anchor href={`tel:${phone.replace(/[^+\d]/g, '')}`} fz="md">
          {phone}
        </Anchor>
      )}
    </>
  )
}
